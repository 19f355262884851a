"""What a release covers, in numbers: coverage.json, whose structure stands in structure.py."""
