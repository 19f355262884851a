"""How large what is read of a dataset may be, wherever it is read: in raw/, in git's store, in a release.

Tables of a million records are below; what is larger is an accident or an attack, and is reported instead of read.
"""

from __future__ import annotations

# In bytes, but for the lines of a file and the characters of a cell.
FILE = 256 << 20
LINES = 5_000_000
LINE = 16 << 20
CELL = 1 << 20
COLUMNS = 200
# After so many rows that can't be told apart into cells the rest of a file is not read.
BROKEN = 1_000
# Unicode's own bound on the marks of a letter; NFC needs quadratic time for more.
MARKS = 30
