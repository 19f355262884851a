"""What a user of the data imports: load, look up, ask, cite, export. Reads releases only."""
