"""`search` and `describe`: records by what is written in them, and what names mean."""

import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.loading import LATEST, asked

import us_russia_relations as usrr
from us_russia_relations.__main__ import main
from us_russia_relations.errors import CallError, UnknownNameError
from us_russia_relations.release.release import Release
from us_russia_relations.text.letters import fold


@pytest.mark.parametrize(
    ("text", "first", "found_in"),
    [
        ("caatsa-2017", "caatsa-2017", "id"),
        ("CAATSA 2017", "caatsa-2017", "id"),
        ("путин", "vladimir-putin", "name_native"),
        ("115-44", "caatsa-2017", "identifiers"),
        ("Annexation  CRIMEA", "crimea-annexation-2014", "id"),
        ("iran", "iran", "id; name"),
        ("tomahawk shayrat homs", "shayrat-strike-2017", "summary; place; id"),
        ("cruise missiles SHAYRAT", "shayrat-strike-2017", "id; title"),
    ],
)
def test_the_best_comes_first_and_says_where_it_was_found(text: str, first: str, found_in: str) -> None:
    found = usrr.search(text)
    assert found["record_id"].iloc[0] == first
    assert set(found_in.split("; ")) <= set(found["found_in"].iloc[0].split("; "))


@pytest.mark.parametrize("words", [*permutations(("treaty", "Withdrawal", "INF"))], ids=" ".join)
def test_the_order_and_case_of_words_do_not_matter(words: tuple[str, ...]) -> None:
    wanted = {*usrr.search("inf treaty withdrawal")["record_id"]}
    assert wanted
    assert {*usrr.search(" ".join(words))["record_id"]} == wanted
    assert {*usrr.search(" ".join(words).upper())["record_id"]} == wanted


@example("℠")
@given(st.text())
def test_accents_and_case_do_not_matter(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()) == fold(text.upper().lower())


def test_letters_with_accents_are_found_by_plain_ones() -> None:
    assert fold("Wałęsa, Erdoğan, «Ёлка» – Øst") == "walesa, erdogan, «елка» - ost"


def test_every_word_stands_in_what_was_found() -> None:
    release = Release(LATEST)
    found = usrr.search("sanctions ukraine")
    assert len(found) > 20
    texts = {
        record_id: fold(" ".join(str(cell) for cell in row if cell is not None))
        for table in ("actors", "events", "measures", "treaties", "citations", "observations")
        for record_id, *row in asked(release, f"SELECT {release.resources[table].key[0]}, * FROM {table}")
    }
    hits = {one for one, text in texts.items() if "sanctions" in text and "ukraine" in text}
    assert {*found["record_id"]} - {
        one for (one,) in asked(release, "SELECT DISTINCT record_id FROM identifiers")
    } <= hits
    for row in found.itertuples():
        assert row.title == usrr.show(row.record_id).title
        assert row.table == usrr.show(row.record_id).table


def test_a_retired_id_is_found(packages: Callable[[str], Path]) -> None:
    found = usrr.search("example-tea-2013", release=Release(packages("tiny")))
    assert [*found.iloc[0]] == [
        "example-tea-2013", "retired", "It told the same invented meeting twice.", "0.1.0", "id",
    ]  # fmt: skip


def test_nothing_found_is_an_empty_frame_and_nothing_asked_an_error() -> None:
    found = usrr.search("qwertyuiop")
    assert (len(found), [*found.columns]) == (0, ["record_id", "table", "title", "date", "found_in"])
    with pytest.raises(CallError):
        usrr.search(" \n")


def test_the_command_finds_in_a_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "--release", usrr.__version__, "crimea", "annexation"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        *usrr.search("crimea annexation")["record_id"]
    ]
    assert main(["find", "--release", usrr.__version__, "caatsa2017"]) == 1
    assert "caatsa-2017" in capsys.readouterr().err


def test_a_table_is_described_by_its_columns() -> None:
    described = usrr.describe("events")
    assert [*described.index] == [*usrr.load("events").columns]
    assert described.loc["certainty", "terms"].startswith("refuted, alleged")


def test_every_column_is_described() -> None:
    release = Release(LATEST)
    for table in usrr.tables():
        for name, row in usrr.describe(table).iterrows():
            column = usrr.describe(f"{table}.{name}")
            assert (column.kind, column.name, column.text) == ("column", f"{table}.{name}", row["description"])
            assert column.facts.get("example", "") == row["example"]
            assert {*column.terms.index} == {*filter(None, row["terms"].split(", "))}
            assert max(map(len, str(column).splitlines())) <= 80
    held = asked(release, "SELECT label, definition, boundary FROM terms WHERE vocabulary = 'certainty' ORDER BY rank")
    assert [
        *usrr.describe("events.certainty").terms[["label", "definition", "boundary"]].itertuples(index=False)
    ] == held


def test_every_vocabulary_and_term_is_described() -> None:
    for vocabulary, term, definition in asked(Release(LATEST), "SELECT vocabulary, term, definition FROM terms"):
        described = usrr.describe(f"{vocabulary}.{term}")
        assert (described.kind, described.text) == ("term", definition)
        assert re.sub(r"\s+", "", definition) in re.sub(r"\s+", "", str(described))
    described = usrr.describe("event_type")
    assert (described.kind, described.facts["columns"]) == ("vocabulary", "events.type")
    assert [*described.terms.index] == sorted(described.terms.index)
    assert described._repr_html_().count("<tr>") == len(described.terms) + 2


def test_a_bare_name_is_enough_where_it_means_one_thing() -> None:
    certainty = usrr.describe("certainty")
    assert (certainty.kind, certainty.name) == ("column", "certainty")
    assert certainty.facts["in"] == "events.certainty, measures.certainty, timeline.certainty"
    assert usrr.describe("gwcode").name == "country_year.gwcode"
    assert usrr.describe("goldstein_sum").facts["in"] == "dyad_month.goldstein_sum, dyad_year.goldstein_sum"
    assert usrr.describe("summit").name == "event_type.summit"


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("type", CallError, "'events.type' or 'citations.type'"),
        ("evnets", UnknownNameError, "did you mean 'events'"),
        ("events.typ", UnknownNameError, "did you mean 'events.type'"),
        ("event_typ", UnknownNameError, "did you mean 'event_type'"),
        ("event_type.sumit", UnknownNameError, "did you mean 'event_type.summit'"),
        ("sumit", UnknownNameError, "did you mean 'summit'"),
        ("xyzzy-plugh", UnknownNameError, "usrr.tables"),
    ],
)
def test_a_name_that_means_nothing_or_several_things(name: str, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=re.escape(told)):
        usrr.describe(name)
