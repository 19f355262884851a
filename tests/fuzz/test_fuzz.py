"""A short run of the fuzzer; `make fuzz` is the long one."""

import pytest
from run import TINY, tables, try_inputs

pytestmark = pytest.mark.slow


def test_mutated_tables_always_end_in_a_verdict() -> None:
    tallies = [tally for tally in try_inputs(range(300), seed=20) if tally.inputs]
    assert [failure for tally in tallies for failure in tally.failures] == []
    assert len(tallies) == 300
    # Most inputs are wrong in a way that the checks see.
    assert sum(tally.problems > 0 for tally in tallies) > 200


def test_the_tables_are_those_of_the_tiny_dataset() -> None:
    assert tables().keys() == {path.relative_to(TINY).as_posix() for path in TINY.rglob("*.csv")}
