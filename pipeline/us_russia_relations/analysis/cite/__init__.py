"""Citing: the sources of what a user works with, and the dataset itself, in the forms that papers need."""
