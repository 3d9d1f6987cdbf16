"""The search in the texts of events; what these texts hold, `test_frames` tests."""

import pandas as pd
import pytest

from dashboard.dataset.search import text_search

TEXTS = pd.Series(["a fair in london", "a letter from seoul", "nothing", None], dtype="str").fillna("")


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return the words looked for, each with the number of texts searched for it, as the search goes on."""
    contains, seen = pd.Series.str.contains, []

    def noted(texts, word, **options):
        seen.append((word, len(texts._data)))
        return contains(texts, word, **options)

    monkeypatch.setattr(pd.Series.str, "contains", noted)
    return seen


def test_a_search_finds_the_texts_that_hold_all_words():
    containing = text_search(TEXTS)
    assert containing("london a").tolist() == [True, False, False, False]
    assert containing("a").tolist() == [True, True, False, False]
    assert containing("").tolist() == [True] * 4
    assert containing("zzz").tolist() == [False] * 4


def test_no_text_is_searched_twice_for_a_word_or_once_it_is_known_not_to_match(searched):
    containing = text_search(TEXTS)
    assert containing("a on london a on a").tolist() == [True, False, False, False]
    assert searched == [("london", 4), ("on", 1), ("a", 1)]
    searched.clear()
    assert containing("a london qqqqqqqq b").tolist() == [False] * 4
    assert searched == [("qqqqqqqq", 4)]


def test_the_answer_to_a_search_is_remembered(searched):
    containing = text_search(TEXTS)
    assert containing("london").tolist() == containing("london").tolist()
    assert searched == [("london", 4)]
