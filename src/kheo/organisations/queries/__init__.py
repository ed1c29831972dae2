"""Everything that reads; what a person may see is decided here."""
