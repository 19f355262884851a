"""Published releases as they lie on a disk: which there are, what they hold, and whether they are whole."""
