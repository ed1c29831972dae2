"""A small area as the tests need one: units, who stands under whom, and papers with a lifecycle."""
