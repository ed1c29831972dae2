"""Signing in: how often one may try, which browsers are known, which sessions there are.

The only files beside `accounts.py` that write what sign-in keeps; none of it is a record (models/signing.py).
"""
