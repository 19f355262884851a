"""A release's metadata as others read them; each form is computed from the descriptor of the release."""
