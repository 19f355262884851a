"""What a problem is, and the rules that problems break: one module for each group, joined in the catalogue."""
