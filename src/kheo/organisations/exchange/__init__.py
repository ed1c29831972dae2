"""Units, people and mandates as .xlsx: export, a rehearsal that shows every change and fault, import.

A file says what was when; it never removes. Rows that it does not name stay as they are.
"""
