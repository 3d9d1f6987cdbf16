"""Ids made from names."""

import pytest

from dashboard.importing.ids import ID, MAX_LENGTH, slug, unused_id

SLUGS = {
    "Kim Chol-song": "kim-chol-song",
    "Żółć Łukasz": "zolc-lukasz",
    "José Ñandú": "jose-nandu",
    "Müller, K.": "muller-k",
    "O’Brien": "obrien",
    "Straße": "strasse",
    "김철성": "gim-ceol-seong",
    "Щукин Пётр": "shchukin-petr",
    "北京": "",
    "  ": "",
}


@pytest.mark.parametrize(("text", "expected"), SLUGS.items())
def test_a_name_is_written_in_the_letters_of_an_id(text, expected):
    assert slug(text) == expected


def test_a_long_name_ends_with_a_whole_word():
    made = slug("word " * 40)
    assert len(made) <= MAX_LENGTH
    assert made.endswith("-word")
    assert ID.fullmatch(made)


def test_an_id_that_is_used_gives_way_to_the_next_then_to_numbers():
    assert unused_id(["a", "b"], {}) == "a"
    assert unused_id(["a", "b"], {"a"}) == "b"
    assert unused_id(["a", "b"], {"a", "b", "b-2"}) == "b-3"
