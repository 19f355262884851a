"""Commands that change the raw tables: new rows, changed cells, retired ids."""
