"""What people type: alphabets, names, months, dates and numbers in the notations of several countries."""
