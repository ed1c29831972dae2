"""How the tables of the floor came to be."""
