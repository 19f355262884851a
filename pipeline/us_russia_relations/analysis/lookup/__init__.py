"""Look up records by id or by their texts, and what the names of tables, columns and terms mean."""
