"""The limits of everything that is read: raw/, git's store, releases, files of new rows.

Tables of a million records are within them; a larger file is an accident or an attack, and is reported, not read.
"""

from __future__ import annotations

# In bytes, but for the lines of a file and the characters of a cell.
FILE = 256 << 20
LINES = 5_000_000
LINE = 16 << 20
CELL = 1 << 20
COLUMNS = 200
# After this many rows with a wrong number of cells the rest of a file is not read.
BROKEN = 1_000
# Unicode's own bound on the marks of a letter; NFC needs quadratic time for more.
MARKS = 30
