from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import AtlasError, DataError, Problem, StoreError, UsageError

PROBLEMS = st.builds(
    Problem,
    file=st.sampled_from(["duties.csv", "offices.csv"]),
    row=st.integers(0, 20),
    column=st.sampled_from(["", "action", "functions"]),
    what=st.sampled_from(["'X' stands twice", "the file is missing"]),
    remedy=st.sampled_from(["restore it", "add it"]),
)


@pytest.mark.parametrize("kind", [UsageError, StoreError, DataError])
def test_every_error_is_an_atlas_error(kind: type[Exception]) -> None:
    assert issubclass(kind, AtlasError)


@pytest.mark.parametrize(
    ("row", "column", "line"),
    [
        (0, "", "offices.csv: 'x' is odd. Remedy: mend it."),
        (7, "", "offices.csv, row 7: 'x' is odd. Remedy: mend it."),
        (0, "level", "offices.csv, level: 'x' is odd. Remedy: mend it."),
        (7, "level", "offices.csv, row 7, level: 'x' is odd. Remedy: mend it."),
    ],
)
def test_problem_is_one_line_that_names_only_what_it_knows(row: int, column: str, line: str) -> None:
    assert str(Problem("offices.csv", row, column, "'x' is odd", "mend it")) == line


def test_data_error_says_each_problem_on_its_line_in_the_order_of_files_and_rows() -> None:
    tenth = Problem("b.csv", 10, "", "x", "y")
    ninth = Problem("b.csv", 9, "", "x", "y")
    whole = Problem("a.csv", 0, "", "x", "y")

    error = DataError([tenth, ninth, whole])

    assert error.problems == [whole, ninth, tenth]
    assert str(error) == "a.csv: x. Remedy: y.\nb.csv, row 9: x. Remedy: y.\nb.csv, row 10: x. Remedy: y."


@settings(deadline=None, max_examples=30)
@given(
    st.lists(PROBLEMS, min_size=1, max_size=6).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found)))
)
def test_data_error_reads_alike_in_whatever_order_problems_were_found(
    orders: tuple[list[Problem], list[Problem]],
) -> None:
    first, second = orders

    assert str(DataError(first)) == str(DataError(second))
