"""A reading in the forms that others take: JSON, a page, W3C Web Annotation, Akoma Ntoso."""
