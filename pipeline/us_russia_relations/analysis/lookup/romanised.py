"""A phonetic key of names, the same for Cyrillic and for all its romanisations, without any library."""

from __future__ import annotations

import re

# Russian, Ukrainian, Belarusian: one Latin spelling for each letter; soft and hard signs are dropped.
_LETTERS = str.maketrans(
    {
        **dict(zip("абвгґдезиіклмнопрстуфыэў", "abvggdeziiklmnoprstufieu", strict=True)),
        "ё": "e",
        "є": "e",
        "ж": "zh",
        "ї": "i",
        "й": "i",
        "х": "h",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sh",
        "ъ": "",
        "ь": "",
        "ю": "iu",
        "я": "ia",
        "'": "",
        "`": "",
        '"': "",
    }
)
# Variants of romanisation, each with its common spelling; the order matters.
_VARIANTS = tuple(
    (re.compile(variant), common)
    for variant, common in (
        ("shch|sch", "sh"), ("tch", "ch"), ("kh", "h"), ("ck", "k"), ("x", "ks"), ("w", "v"), ("ou", "u"),
        ("[yj]", "i"), ("io", "e"), (r"\bi+e", "e"), (r"([a-z])\1+", r"\1"),
    )
)  # fmt: skip
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def cyrillic(text: str) -> bool:
    """Whether a letter of the text is Cyrillic."""
    return _CYRILLIC.search(text) is not None


def phonetic(folded: str) -> str:
    """The phonetic key of a text without case and accents, the same for all romanisations of one name."""
    text = folded.translate(_LETTERS)
    for variant, common in _VARIANTS:
        text = variant.sub(common, text)
    return " ".join(re.findall(r"\w+", text))
