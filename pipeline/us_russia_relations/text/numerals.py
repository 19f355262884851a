"""What a number in another notation can mean, as digits with a point."""

from __future__ import annotations

import re
import unicodedata

# A longer text is no number.
_LONGEST = 40
_AROUND = re.compile(
    r"[$€£₽~ ]*(?P<sign>[+-]?)[$€£₽ ]*(?P<body>[0-9][0-9.,'’_ ]*|[.,][0-9]+)"
    r" ?(%|percent|per cent|pct\.?|процент\w*)?"
)
_POWER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+)([.,](?P<part>[0-9]+))?e(?P<power>[+-]?[0-9]{1,2})")
# Digits in groups of three: at least two groups.
_GROUPED = r"[1-9][0-9]{0,2}(?P<mark>[.,'’_ ])[0-9]{3}((?P=mark)[0-9]{3})*"
_WHOLE = re.compile(_GROUPED)
_FRACTION = re.compile(rf"(?P<whole>[0-9]*|{_GROUPED})(?P<point>[.,])(?P<part>[0-9]*)")


def canonical(text: str, *, whole: bool = False) -> bool:
    """True for a number as the tables write it."""
    return re.fullmatch(r"-?(0|[1-9][0-9]*)" + ("" if whole else r"(\.[0-9]+)?"), text) is not None


def readings(text: str, *, whole: bool = False) -> tuple[str, ...]:
    """The canonical forms that a number can mean, each once; with ``whole`` only those without a fraction."""
    # First of all the length: what follows takes quadratic time.
    if len(text) > _LONGEST:
        return ()
    tidy = unicodedata.normalize("NFKC", text).replace("\u2212", "-").casefold().strip()
    match = _POWER.fullmatch(tidy) or _AROUND.fullmatch(tidy)
    if match is None:
        return ()
    pairs = [_shifted(match)] if match.re is _POWER else _split(match["body"].strip())
    candidates = dict.fromkeys(_canonical(match["sign"], *pair, whole=whole) for pair in pairs)
    return tuple(reading for reading in candidates if reading and reading != text)


def _split(body: str) -> list[tuple[str, str]]:
    """The whole part and the fraction, in every way in which the marks can be understood."""
    if body.isdigit():
        return [(body, "")]
    candidates = []
    # A comma before three digits may be either; a point alone is always the point of a fraction.
    if _WHOLE.fullmatch(body) and not (body.count(".") == 1 and "," not in body):
        candidates.append((body, ""))
    match = _FRACTION.fullmatch(body)
    if match and match["point"] != match["mark"]:
        candidates.append((match["whole"], match["part"]))
    return candidates


def _shifted(match: re.Match[str]) -> tuple[str, str]:
    """The two parts of a number that is written with a power of ten."""
    part, power = match["part"] or "", int(match["power"])
    digits, point = match["whole"] + part, len(match["whole"]) + power
    padded = "0" * max(0, -point) + digits + "0" * max(0, point - len(digits))
    position = max(0, point)
    return padded[:position], padded[position:].rstrip("0")


def _canonical(sign: str, before: str, after: str, *, whole: bool) -> str:
    digits = re.sub(r"[^0-9]", "", before).lstrip("0") or "0"
    if whole and after.strip("0"):
        return ""
    number = digits if whole or not after else f"{digits}.{after}"
    return f"-{number}" if sign == "-" and number.strip("0.") else number
