"""What a problem is, and the rules that problems break, by group. `check.catalogue` has them all."""
