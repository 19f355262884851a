"""Hostile changes of a table's bytes: by the byte, by the line, by the cell, and with parts of another table."""

from collections.abc import Callable
from random import Random

# Texts that readers of CSV, Unicode, dates, numbers, spreadsheets, databases or terminals have stumbled over.
TOKENS: tuple[bytes, ...] = tuple(
    token if isinstance(token, bytes) else token.encode("utf-8", "surrogatepass")
    for token in (
        b"", b"\0", b"\r", b"\r\n", b"\n", b"\n\n\n", b"\x1a", b"\x1b[2J", b"\x7f", b"\x85", b"\xff", b"\xfe\xff",
        b"\xff\xfe", b"\xef\xbb\xbf", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe9", b"\x93quoted\x94",
        b'"', b'""', b'"""', b'"a"b', b",", b",,", b',"', b'",', b"\n,", b";", b"\t", b"|", b"'", b"\\", b"\\n", b"`",
        "\u00a0", "\u200b", "\u200e", "\u202e", "\u2066", "\ufeff", "\ufffd", "\u2028", "\u0085", "\U000e0041",
        "\U0010ffff", "\ud800", "\u0301", "\u0301\u0327" * 40, "e\u0301", "\u212b", "\ufb01", "ß", "İ", "ı", "ǅ",
        "аctors", "USА", "Зеленский", "例", "\U0001f600", "\u1160", "\u2800", "٣", "²", "½", "Ⅷ",
        "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "#REF!", "#NAME?",
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "https://a", "http://[::1", "//x.y",
        "http://" + "a." * 60 + " ", "<script>", "{{7*7}}", "${jndi:x}", "%s%n", "::error::x", "##[group]", "](x)",
        "../../etc/passwd", "C:\\x", "/", ".", "..", "NA", "N/A", "None", "NULL", "null", "nan", "NaN", "inf", "-inf",
        "true", "TRUE", "1e999", "1e-999", "1E5", "1,5", "1.000,5", "1_000", "0x10", "007", "-0", "+1.5", ".5", "5.",
        "9" * 400, "1" + "0" * 5000, "$" * 300, "0" * 300 + "1", "١٢",
        "2014-02-30", "0000", "0000-01-01", "2014-2-3", "20140318", "3/18/14", "18.03.2014", "41716",
        "2014-03-18T00:00Z",
        "2014/2013", "2014-03/..", "../2014", "../..", "/", "2014/", "/2014", "2014//2015", "2014-XX-18", "201X-03",
        "20XX",
        "XXXX", "2014-21", "2014-25", "2014~-03", "~2014", "2014?~", "2014%", "{2014,2015}", "[2014..2016]",
        "Y170000002",
        "-0044", "+002014", "1e4", "2014-13", "2014-00", "2014-03-00", "9999-24", "9999", "0001", "99990",
        "2014-03-18/2014-03",
        "18 марта 2014 г.", "March 18, 2014", "mid-2014", "Q3 2014", "2014-W12", "2014-077", "24:00", "30 февраля 2014",
        "<<<<<<< HEAD\n", "=======\n", ">>>>>>> branch\n", "||||||| base\n", "sep=;\n", "*", "**", "-", "--", "_", "a-",
        "-a",
        "usa", "russia", "usa-" * 20, "records", "terms", "actors", "events", "example-treaty", "part_of", "supersedes",
        "a" * 70_000, "é" * 5_000, "x" * (1 << 20), "a-" * 4_000, " " * 4_000, "1-" * 2_000, "(" * 2_000,
    )
)  # fmt: skip

Mutation = Callable[[bytes, Random, list[bytes]], bytes]


def mutated(index: int, files: dict[str, bytes], seed: int) -> tuple[str, bytes]:
    """The path of one of the files and its changed bytes; the same for the same index and seed."""
    random = Random(f"{seed}:{index}")  # noqa: S311 (repeatable, not secret)
    path = random.choice(sorted(files))
    others = [files[name] for name in sorted(files)]
    content = files[path]
    for _ in range(random.choice((1, 1, 1, 1, 2, 3, 8))):
        content = random.choice(MUTATIONS)(content, random, others)
    # A mutation may not compound what it does to a file out of all bounds.
    return path, content[: 4 << 20]


def _place(content: bytes, random: Random) -> int:
    return random.randint(0, len(content))


def _flip(content: bytes, random: Random, _: list[bytes]) -> bytes:
    changed = bytearray(content or b"x")
    changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _overwrite(content: bytes, random: Random, _: list[bytes]) -> bytes:
    changed = bytearray(content or b"x")
    changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _delete(content: bytes, random: Random, _: list[bytes]) -> bytes:
    start = _place(content, random)
    return content[:start] + content[start + random.choice((1, 1, 2, 10, 100, 10_000)) :]


def _insert(content: bytes, random: Random, _: list[bytes]) -> bytes:
    start = _place(content, random)
    return content[:start] + random.choice(TOKENS) + content[start:]


def _repeat(content: bytes, random: Random, _: list[bytes]) -> bytes:
    start = _place(content, random)
    part = content[start : start + random.choice((1, 2, 20, 500))]
    return content[:start] + part * random.choice((2, 3, 50)) + content[start:]


def _shuffle(content: bytes, random: Random, _: list[bytes]) -> bytes:
    lines = content.splitlines(keepends=True)
    random.shuffle(lines)
    return b"".join(lines)


def _twice(content: bytes, random: Random, _: list[bytes]) -> bytes:
    lines = content.splitlines(keepends=True)
    if lines:
        lines.insert(random.randint(0, len(lines)), random.choice(lines))
    return b"".join(lines)


def _splice(content: bytes, random: Random, others: list[bytes]) -> bytes:
    other = random.choice(others)
    return content[: _place(content, random)] + other[_place(other, random) :]


def _borrow(content: bytes, random: Random, others: list[bytes]) -> bytes:
    lines, theirs = content.splitlines(keepends=True), random.choice(others).splitlines(keepends=True)
    lines.insert(random.randint(0, len(lines)), random.choice(theirs))
    return b"".join(lines)


def _cells(content: bytes, random: Random) -> tuple[list[bytes], int, list[bytes]]:
    """The lines, the number of one below the header, and its cells."""
    lines = content.split(b"\n")
    place = random.randrange(1, len(lines)) if len(lines) > 1 else 0
    return lines, place, lines[place].split(b",")


def _cell(content: bytes, random: Random, _: list[bytes]) -> bytes:
    lines, place, cells = _cells(content, random)
    cells[random.randrange(len(cells))] = random.choice(TOKENS)
    lines[place] = b",".join(cells)
    return b"\n".join(lines)


def _within(content: bytes, random: Random, _: list[bytes]) -> bytes:
    lines, place, cells = _cells(content, random)
    chosen = random.randrange(len(cells))
    start = _place(cells[chosen], random)
    cells[chosen] = cells[chosen][:start] + random.choice(TOKENS) + cells[chosen][start:]
    lines[place] = b",".join(cells)
    return b"\n".join(lines)


def _swap(content: bytes, random: Random, _: list[bytes]) -> bytes:
    lines, place, cells = _cells(content, random)
    random.shuffle(cells)
    lines[place] = b",".join(cells)
    return b"\n".join(lines)


def _column(content: bytes, random: Random, others: list[bytes]) -> bytes:
    """A cell takes the text of a cell of any table, such as an id that exists."""
    lines, place, cells = _cells(content, random)
    cells[random.randrange(len(cells))] = random.choice(_cells(random.choice(others), random)[2])
    lines[place] = b",".join(cells)
    return b"\n".join(lines)


def _recode(content: bytes, random: Random, _: list[bytes]) -> bytes:
    encoding = random.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "latin-1", "utf-7", "cp037"))
    return content.decode("utf-8", "replace").encode(encoding, "replace")


# What keeps the file readable stands several times, since only then do the later checks see it.
MUTATIONS: tuple[Mutation, ...] = (
    _flip, _overwrite, _delete, _insert, _repeat, _shuffle, _twice, _splice, _borrow, _swap, _recode,
    _cell, _cell, _cell, _within, _within, _column, _column, _column,
)  # fmt: skip
