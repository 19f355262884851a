"""Reading and writing the raw tables: bytes to rows with line numbers, and rows to canonical files."""
