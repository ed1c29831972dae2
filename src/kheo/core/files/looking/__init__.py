"""Looking at bytes that may mean harm: values in, values out, in a process that can write no file (child.py)."""
