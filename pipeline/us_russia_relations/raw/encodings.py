"""Which encoding a file is in that is not UTF-8, as far as its bytes show."""

from __future__ import annotations

import codecs
import io

# The longer marks first: UTF-32 starts with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# The header is ASCII, so that these first bytes show how wide a letter is.
_HEAD = 64


def wide_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32 where the bytes are in one of these, with or without its mark; else empty."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    head = content[:_HEAD]
    nulls = [not any(head[start::4]) for start in range(4)]
    if len(head) < 8 or nulls.count(True) not in {2, 3}:
        return ""
    if nulls.count(True) == 3:
        return "UTF-32"
    return "UTF-16" if nulls[0] == nulls[2] else ""


def not_utf8(content: bytes) -> int | None:
    """The place of the first byte that is not UTF-8; None where all are."""
    if content.isascii():
        return None
    # Line by line, since a text of the whole may take four times the room of its bytes.
    start = 0
    for line in io.BytesIO(content):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            return start + error.start
        start += len(line)
    return None
