"""Check that codes are written as their schemes write them, and that the terms that are computed with are defined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from us_russia_relations.check.text import is_number, mended
from us_russia_relations.raw.dataset import Dataset, Row
from us_russia_relations.rules.catalogue import SEVERITY
from us_russia_relations.rules.problem import Problem

# How each scheme writes its identifiers, with an example; a scheme that is not named here has no fixed form.
IDENTIFIERS: Mapping[str, tuple[str, str]] = {
    "bill": (r"(H\.R\.|S\.|[HS]\.( |J\. )Res\.) \d+ \(\d+(st|nd|rd|th) Congress\)", "H.R. 3364 (115th Congress)"),
    "bioguide": (r"[A-Z]\d{6}", "P000197"),
    "celex": (r"3\d{4}[A-Z]\d{4}", "32014D0145"),
    "cow": (r"[1-9]\d{0,2}", "365"),
    "executive_order": (r"\d{5}", "13661"),
    "federal_register": (r"\d{1,2} FR \d+", "79 FR 13493"),
    "gw": (r"[1-9]\d{0,2}", "260"),
    "iso3": (r"[A-Z]{3}", "RUS"),
    "ofac_uid": (r"[1-9]\d*", "24283"),
    "public_law": (r"\d{2,3}-\d+", "115-44"),
    "russian_law": (r"\d+-FZ of \d{4}-\d\d-\d\d", "272-FZ of 2012-12-28"),
    "statutes_at_large": (r"\d+ Stat\. \d+", "131 Stat. 886"),
    "treaty_doc": (r"\d{2,3}-\d+", "111-5"),
    "ukaz": (r"\d+ of \d{4}-\d\d-\d\d", "560 of 2014-08-06"),
    "un_document": (r"[AS]/\S+( \(\d{4}\))?", "S/2014/189"),
    "us_code": (r"\d+ U\.S\.C\. \d+\w*", "22 U.S.C. 5601"),
}  # fmt: skip
CODES: Mapping[str, tuple[str, str]] = {
    "cameo": (r"\d{2,4}", "057"),
    "goldstein": (r"0|-?(10|[1-9](\.[1-9])?|0\.[1-9])", "-5.8"),
    "plover_event": (r"[A-Z]+", "COERCE"),
    "quad_class": (r"[1-4]", "1"),
}
# Terms that the derived tables and the date columns are written with.
COMPUTED: Mapping[str, tuple[str, ...]] = {
    "change_class": ("major", "minor", "patch"),
    "change_kind": ("added", "changed", "removed", "retired"),
    "date_precision": ("day", "days", "month", "season", "year", "interval", "open"),
    "record_status": ("current", "retired"),
    "treaty_status": ("in_force", "suspended", "withdrawal_pending", "ended"),
}


def check_codes(dataset: Dataset) -> Iterator[Problem]:
    """Every identifier or code in another form than its scheme's, and every computed term that has no definition."""
    for row in dataset.rows("identifiers"):
        yield from _check_form(row, "identifier", IDENTIFIERS)
    for row in dataset.rows("crosswalk"):
        yield from _check_form(row, "code", CODES)
    if not dataset.lost("terms"):
        yield from _check_computed(dataset)


def _check_form(row: Row, column: str, forms: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    form, example = forms.get(row["scheme"], ("", ""))
    # What only a hidden character or a sign before it breaks has its one problem from the check of texts.
    unsigned = row[column] if is_number(row, column) else row[column].lstrip("=+-@")
    texts = (row[column], mended(row[column]), unsigned)
    if form and row[column] and not any(re.fullmatch(form, text) for text in texts):
        yield row.problem("code-format", column, f"not written as {row['scheme']} is written", f"for example {example}")


def _check_computed(dataset: Dataset) -> Iterator[Problem]:
    path = dataset.sheets["terms"].table.path
    for vocabulary, terms in COMPUTED.items():
        for term in terms:
            if term not in dataset.terms.get(vocabulary, ()):
                message = f"the vocabulary {vocabulary} has no term {term}, which computed columns use"
                record = f"{vocabulary} {term}"
                hint = "define the term again"
                yield Problem(path, 0, "term", "missing-term", SEVERITY["missing-term"], record, term, message, hint)
