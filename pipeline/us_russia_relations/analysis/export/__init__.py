"""Tables of a release as files of other programs, such as Stata and Excel."""

from __future__ import annotations

# Each format, and the module of this room that writes it, with ``names`` and ``write``. A new format is a line here.
FORMATS = {"stata": "stata", "xlsx": "excel"}
