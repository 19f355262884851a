"""The codebook of a release: one document, computed from definitions and rows, as Markdown and as HTML."""
