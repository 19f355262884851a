"""What is proposed for a name that does not exist: the same everywhere, and first what contains its words."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

import us_russia_relations as usrr
from us_russia_relations.__main__ import main
from us_russia_relations.errors import SpellingWarning, UnknownNameError
from us_russia_relations.release.release import nearest as nearest_or_all
from us_russia_relations.text.nearest import Names, osa_distance

PACKAGE = Path(usrr.__file__).parent
PEOPLE = Names(
    ["barack-obama", "michelle-obama", "burisma", "crimea-annexation-2014", "wh-2014-crimea"],
    [("Barack Obama", "barack-obama"), ("Республика Крым", "crimea-annexation-2014"), ("Sanctions", "burisma")],
    secondary=["wh-2014-crimea"],
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Whoever contains the word comes before whoever is near by letters, sources last.
        ("crimea", ("crimea-annexation-2014",)),
        ("wh-2014", ("wh-2014-crimea",)),
        ("obama", ("barack-obama", "michelle-obama")),
        ("OBAMA Barack", ("barack-obama",)),
        ("annex", ("crimea-annexation-2014",)),
        ("Крым", ("crimea-annexation-2014",)),
        ("sanction", ("burisma",)),
        ("mea", ()),
        ("qqqq", ()),
    ],
)
def test_names_that_contain_the_words(text: str, names: tuple[str, ...]) -> None:
    assert PEOPLE.containing(text) == names


def test_none_is_proposed_by_letters_where_many_contain_the_word() -> None:
    many = Names([*(f"crimea-{number}" for number in range(9)), "crime"])
    assert many.meant("crimea") == ()
    assert many.meant("krimea-3") == ("crimea-3",)
    assert len(many.containing("crimea")) == 9


def test_an_unknown_id_is_answered_with_those_that_contain_it() -> None:
    with pytest.raises(UnknownNameError) as error:
        usrr.chain("crimea")
    assert "burisma" not in str(error.value)
    assert "'crimea-annexation-2014'" in str(error.value)
    assert re.search(r"[0-9]+ more that usrr\.search\('crimea'\) finds\?", str(error.value))
    with pytest.raises(UnknownNameError) as error:
        usrr.show("skripal")
    ids = re.findall(r"'([a-z0-9-]+)'", str(error.value))[1:]
    assert set(ids) == {
        "russia-denies-skripal-2018", "sergei-skripal", "skripal-poisoning-2018",
        "uk-attributes-skripal-2018", "yulia-skripal",
    }  # fmt: skip
    with pytest.raises(UnknownNameError, match=r"did you mean 'barack-obama'\?"):
        usrr.events(actor="obama")


def test_a_search_that_finds_nothing_looks_for_the_nearest_words() -> None:
    with pytest.warns(SpellingWarning, match="nothing holds 'skripl'; these hold 'skripal'"):
        found = usrr.search("skripl")
    assert set(found["record_id"]) == set(usrr.search("skripal")["record_id"])
    assert usrr.search("qqqqqq").empty


def test_the_commands_propose_the_names_that_are_near(capsys: pytest.CaptureFixture[str]) -> None:
    for command, text in (("find", "skripl"), ("show", "skripal"), ("show", "skripl")):
        assert main([command, text, "--release", usrr.__version__]) == 1
        assert {"sergei-skripal", "yulia-skripal"} <= {*re.findall(r"[a-z0-9-]+", capsys.readouterr().err)}


def test_a_name_of_a_short_list_is_answered_with_the_nearest_or_all() -> None:
    assert nearest_or_all("evnets", ["events", "actors"]) == "did you mean 'events'?"
    assert nearest_or_all("zzz", ["events", "actors"]) == "there are events, actors"
    assert nearest_or_all("bonn", ["bond", "bonz"]) == "did you mean 'bond' or 'bonz'?"


@given(st.text(alphabet="abcde-", max_size=90), st.text(alphabet="abcde-", max_size=90))
def test_the_distance_is_that_of_another_implementation(left: str, right: str) -> None:
    assert osa_distance(left, right) == OSA.distance(left, right)


def test_there_is_one_search_for_names() -> None:
    """No module but one compares names by letters; titles that are nearly equal are another question."""
    users = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(module.split(".")[0] in {"difflib", "rapidfuzz"} for module in modules):
                users.add(path.relative_to(PACKAGE).as_posix())
    assert users == {"check/duplicates.py"}
