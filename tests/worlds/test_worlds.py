"""Sound in every possible world: nothing that is shown excludes a world that the claims of a small file allow, and
nothing is stated as certain that fails in one.

`pytest tests/worlds --hypothesis-profile worlds -n 2` tries many more.
"""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.selection import ViewOptions, select
from tests.worlds.check_columns import check_columns
from tests.worlds.check_files import check_files
from tests.worlds.check_lanes import check_lanes
from tests.worlds.check_numbers import check_numbers
from tests.worlds.check_words import check_words
from tests.worlds.files import files, queries, read

WORLDS = settings(max_examples=max(1_000, settings().max_examples))


@WORLDS
@given(files(), queries(), st.sampled_from((360, 700, 1400)), st.booleans())
def test_nothing_excludes_a_world_or_states_as_certain_what_fails_in_one(
    file: dict[str, Any], query: list[tuple[str, str]], width: int, true_scale: bool
) -> None:
    selection, ignored = select(read(file), query)
    assert ignored == []
    check_numbers(file, query, selection)
    check_words(file, query, selection)
    check_columns(file, query, selection, ViewOptions("status", true_scale), width)
    check_lanes(file, query, selection, width)


@settings(max_examples=WORLDS.max_examples // 10)
@given(files(), queries())
def test_no_file_excludes_a_world(file: dict[str, Any], query: list[tuple[str, str]]) -> None:
    selection, ignored = select(read(file), query)
    assert ignored == []
    check_files(file, query, selection)
