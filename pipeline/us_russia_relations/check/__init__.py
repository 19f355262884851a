"""Checks of the raw tables; each returns problems."""
