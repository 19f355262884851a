"""Problems as SARIF 2.1.0, for GitHub's code scanning and for editors.

Plain dictionaries: sarif-om, the library for it, had its last release in 2019 and checks nothing; the official schema
judges what is written here (acceptance/check_sarif.py).
"""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from us_russia_relations.check.catalogue import RULES
from us_russia_relations.report.json import encodable
from us_russia_relations.report.locations import CellSpans
from us_russia_relations.report.shown import sentences
from us_russia_relations.rules.problem import Problem
from us_russia_relations.text.escape import sarif_message, visible

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
_INDEX = {rule.name: index for index, rule in enumerate(RULES)}


def as_sarif(problems: Sequence[Problem], raw: Path, *, prefix: str, version: str) -> str:
    """A SARIF log with one run: the whole catalogue as rules, and every problem as a result, never capped.

    ``raw`` is read for the columns of cells; ``prefix`` is that folder in the repository.
    """
    spans, seen = CellSpans(raw), Counter[str]()
    run = {
        "tool": {
            "driver": {"name": "usrr", "version": version, "rules": [_rule(index) for index in range(len(RULES))]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, spans, prefix, seen) for problem in problems],
    }
    return encodable({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(index: int) -> dict[str, Any]:
    rule = RULES[index]
    return {
        "id": rule.name,
        "shortDescription": {"text": sarif_message(rule.why)},
        "fullDescription": {"text": sarif_message(rule.why)},
        "help": {"text": sarif_message(f"{rule.why} {rule.fix}")},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(problem: Problem, spans: CellSpans, prefix: str, seen: Counter[str]) -> dict[str, Any]:
    # GitHub wants a line of every result; what is wrong with a whole file is shown at its first.
    region = {"startLine": problem.line or 1}
    if columns := spans.columns(problem):
        region |= {"startColumn": columns[0], "endColumn": columns[1]}
    # An address is made of bytes, so that a file name that is no UTF-8 has one, too.
    artifact = {"uri": quote(os.fsencode(posixpath.join(prefix, problem.file))), "uriBaseId": "%SRCROOT%"}
    indexed = {"ruleIndex": _INDEX[problem.rule]} if problem.rule in _INDEX else {}
    return {
        "ruleId": problem.rule,
        **indexed,
        "level": problem.severity,
        "message": {"text": sarif_message("\n".join(sentences(problem)))},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"primaryLocationLineHash": _fingerprint(problem, seen)},
        "properties": {key: visible(getattr(problem, key)) for key in ("column", "record")},
    }


def _fingerprint(problem: Problem, seen: Counter[str]) -> str:
    # Neither line nor message: a row that moves is the same problem, and a message may name another row's line.
    parts = (problem.rule, problem.file, problem.record, problem.column, problem.value)
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"
