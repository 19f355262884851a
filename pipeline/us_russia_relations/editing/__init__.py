"""What writes the raw tables."""
