"""Building a release from the raw tables, comparing it with the last one, and publishing it."""
