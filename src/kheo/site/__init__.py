"""A small local site around the reader: the marked-up page of a directive and a form that reads another."""
