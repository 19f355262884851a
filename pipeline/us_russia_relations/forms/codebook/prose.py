"""The parts of the codebook that people wrote: one file for each, with $names for what is computed."""

from __future__ import annotations

from pathlib import Path
from string import Template

from us_russia_relations.forms.codebook.blocks import Prose

_FOLDER = Path(__file__).with_name("prose")


def prose(name: str, **values: object) -> Prose:
    """The text of that name with its values; KeyError where one of them is missing."""
    text = (_FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return Prose(Template(text).substitute({key: str(value) for key, value in values.items()}))
