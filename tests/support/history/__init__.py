"""A synthetic history of releases: its steps, and the checkout that they are published from."""
