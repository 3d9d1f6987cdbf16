"""What a reader searches for, as terms."""

import re

import pytest

from dashboard.dataset.country_spellings import country_named_in_english, country_with_code
from dashboard.dataset.search_query import Term, fold_for_search, fold_name, search_terms


def terms(query):
    return [(term.words, term.country) for term in search_terms(query, country_named_in_english)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", []),
        ("- ’", []),
        ("Trade‑Office", [(("trade office",), None)]),
        ("third secretary", [(("third",), None), (("secretary",), None)]),
        ("secretary United Kingdom", [(("secretary",), None), (("united kingdom",), "GB")]),
        ("North Korea uk", [(("north korea",), "KP"), (("uk",), "GB")]),
        ("Republic of Korea", [(("republic of korea",), "KR")]),
        ("RU ru", [(("ru",), "RU"), (("ru",), None)]),
        ("kim chol song", [(("kim", "chol", "song"), None)]),
        ("Kim Chol-song", [(("kim",), None), (("chol song",), None)]),
    ],
)
def test_a_query_is_names_of_countries_then_words_and_syllables_that_follow_each_other(query, expected):
    assert terms(query) == expected


@pytest.mark.parametrize(
    ("term", "text", "is_found"),
    [
        (Term(("uk",), "GB"), "in the uk, today", True),
        (Term(("uk",), "GB"), "ukraine", False),
        (Term(("oman",), "OM"), "woman", False),
        (Term(("russia",), "RU"), "the russian embassy", True),
        (Term(("a.b",)), "aab", False),
    ],
)
def test_the_name_of_a_country_begins_a_word_and_a_short_one_is_a_word(term, text, is_found):
    pattern = term.text_pattern(term.words[0]).replace(r"[^\pL\pN]", r"\W")  # as Python writes it
    assert bool(re.search(pattern, text)) is is_found


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("St. Petersburg", "saint petersburg"), ("first-rate staff", "first rate staff"), ("(St John)", "(saint john)"),
        ("O’Brien’s", "obriens"), ("Chŏl–sŏng", "chol song"), ("MOST", "most"),
    ],
)  # fmt: skip
def test_texts_are_folded_without_hyphens_apostrophes_and_st(text, folded):
    assert fold_for_search(text) == folded


def test_names_keep_their_hyphens_and_a_syllable_ends_at_an_apostrophe_between_n_and_g():
    assert fold_name("Ch'ŏl‑sŏng") == "chol-song"
    assert fold_name("Han’guk") == "han-guk"


@pytest.mark.parametrize(
    ("text", "code"), [("RU", "RU"), ("RUS", "RU"), ("SUN", "SU"), ("ru", None), ("XX", None), ("643", None)]
)
def test_a_code_is_written_in_capitals(text, code):
    assert country_with_code(text) == code
