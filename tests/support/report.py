"""What the tests of the reports share: a problem, hostile texts, and a call of `usrr validate`."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from us_russia_relations.__main__ import main
from us_russia_relations.check.catalogue import RULES
from us_russia_relations.rules.problem import Problem

Lay = Callable[[str], Path]
Capture = pytest.CaptureFixture[str]

SEVERITY = {rule.name: rule.severity for rule in RULES}
COUNTS = {"events": 7}
# Whatever bytes a file may hold, also those that can't be printed.
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("|<>&\n\r\t\\`[](){}@#:%,;=\"'\ud800\u202e\u200b")))
# Tables lie under raw/, and are named from there.
FILES = TEXTS.map(lambda text: text.lstrip("/"))
PROBLEM = Problem("events.csv", 3, "date", "type-error", "error", "a-b-2013", "2013-2-3", "is no date", "2013-02-03?")


def problem(**changes: Any) -> Problem:
    changed = replace(PROBLEM, **changes)
    return replace(changed, severity=SEVERITY.get(changed.rule, changed.severity))


def validate(capsys: Capture, *arguments: object) -> tuple[int, str]:
    code = main(["validate", *map(str, arguments)])
    return code, capsys.readouterr().out
