"""The journal: who did what, when, and what it changed; sealed so that a rewritten past is found."""
