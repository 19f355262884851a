"""usrr explain: explain what a rule wants, why, and how to keep it."""

from __future__ import annotations

import argparse

from us_russia_relations.errors import CallError

NAME = "explain"
HELP = "explain what a rule wants: why, a bad and a good row, and the fix"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rule", nargs="?", metavar="RULE", help="name of the rule (default: list all rules)")
    parser.add_argument("--markdown", action="store_true", help="print the page docs/rules.md")


def run(call: argparse.Namespace) -> int:
    from us_russia_relations.check.catalogue import RULES
    from us_russia_relations.report import rules

    if call.markdown and call.rule:
        raise CallError("--markdown prints all rules; leave RULE out")
    if call.markdown:
        print(rules.as_markdown(), end="")
    elif call.rule is None:
        print(rules.as_list())
    else:
        known = {rule.name: rule for rule in RULES}
        if call.rule not in known:
            raise CallError(_unknown(call.rule, list(known)))
        print(rules.as_text(known[call.rule]))
    return 0


def _unknown(name: str, known: list[str]) -> str:
    from us_russia_relations.text.nearest import nearest

    return f"no rule {name!r}; {nearest(name, known) or 'usrr explain lists all rules'}"
