"""A corpus of single corruptions of the real raw tables: what goes wrong there, and what must be said about it."""
