"""What a release covers, in numbers: coverage.json, whose structure is in structure.py."""
