"""The bytes of a raw table's file as lines of UTF-8 within the limits, or why they can't be read so."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable
from dataclasses import dataclass

from us_russia_relations.raw import limits
from us_russia_relations.rules.files import ENCODING_ERROR, MISSING_FILE, NULL_BYTE, QUOTING
from us_russia_relations.rules.rule import Rule

BOM = codecs.BOM_UTF8
# The longer marks first: UTF-32 starts with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Without a mark: which of four bytes are zero throughout a text in ASCII.
_ZEROS: dict[tuple[bool, ...], str] = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
# The header is ASCII, so that these first bytes show how wide a letter is.
_HEAD = 64


@dataclass(frozen=True)
class Unreadable:
    """Why bytes can't be read, and where that shows (line 0: in the file as a whole)."""

    rule: Rule
    line: int
    message: str
    hint: str


def unreadable(content: bytes) -> Unreadable | None:
    """Why the bytes, without a byte order mark, can't be read as lines of UTF-8; None if they can."""
    codec, _ = wide_encoding(content)
    if codec:
        hint = "save the file as UTF-8 ('CSV UTF-8' in a spreadsheet)"
        return Unreadable(ENCODING_ERROR, 1, f"the file is written in {codec[:6].upper()}, not in UTF-8", hint)
    if content.count(b"\n") + content.count(b"\r") > limits.LINES:
        hint = "look for what is repeated in it"
        return Unreadable(MISSING_FILE, 0, f"not read: the file has more than {limits.LINES:,} lines", hint)
    if long := _long_line(content):
        message = f"the line is longer than {limits.LINE >> 20} MiB"
        return Unreadable(QUOTING, long, message, "look for text that was pasted into it")
    index = _not_utf8(content)
    if index is not None:
        message = f"the line holds a byte (0x{content[index]:02x}) that is not UTF-8"
        return Unreadable(ENCODING_ERROR, line_of(content, index), message, "save the file as UTF-8")
    if b"\0" in content:
        line = line_of(content, content.index(b"\0"))
        return Unreadable(NULL_BYTE, line, "the line holds a NUL byte", "delete the byte")
    return None


def lines_of(content: bytes, *, ends_kept: bool = False) -> Iterable[str]:
    """The lines of readable bytes, decoded one by one; each kind of line end is read as LF unless it is kept."""
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="" if ends_kept else None)


def line_of(content: bytes, index: int) -> int:
    """The line that the byte of that index stands on, whatever ends lines."""
    before = [content.count(end, 0, index) for end in (b"\n", b"\r", b"\r\n")]
    return before[0] + before[1] - before[2] + 1


def wide_encoding(content: bytes) -> tuple[str, bytes]:
    """UTF-16 or UTF-32, as the codec is called, and the mark that the bytes start with; empty for other encodings."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return codec, mark
    head = content[:_HEAD]
    zeros = tuple(not any(head[start::4]) for start in range(4))
    return _ZEROS.get(zeros, "") if len(head) >= 8 else "", b""


def _not_utf8(content: bytes) -> int | None:
    """The index of the first byte that is not UTF-8; None where all are."""
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


def _long_line(content: bytes) -> int:
    """The first line that is too long; 0 where there is none."""
    if len(content) <= limits.LINE:
        return 0
    source = io.BytesIO(content)
    lines = iter(lambda: source.readline(limits.LINE + 1), b"")
    return next((number for number, line in enumerate(lines, 1) if len(line) > limits.LINE), 0)
