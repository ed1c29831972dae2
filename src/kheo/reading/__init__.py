"""A document, read: what it is, whom it binds to do what by when, on which documents it rests."""
