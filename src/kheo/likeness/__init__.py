"""Near copies among many texts, with the passages that they share."""
