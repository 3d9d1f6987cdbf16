"""The search in events; what their texts hold, `test_frames` tests, and Korean names, `test_korean_names`."""

import numpy as np
import pandas as pd
import pyarrow.compute as pc
import pytest

from dashboard.dataset.search import EventSearch
from tests.builders import HEAD, dataset, event, selection

TEXTS = ["a fair in belfast", "a letter from seoul", "nothing", ""]


def search_in(texts):
    rows = pd.DataFrame({"text": texts, "name_keys": [""] * len(texts)}, dtype="str")
    return EventSearch(rows, lambda codes: np.zeros(len(texts), dtype=bool))


def matching(query):
    return search_in(TEXTS).matching(query).tolist()


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return the patterns looked for, each with the number of texts searched for it, as the search goes on."""
    match, seen = pc.match_substring_regex, []

    def noted(texts, pattern):
        seen.append((pattern, len(texts)))
        return match(texts, pattern)

    monkeypatch.setattr(pc, "match_substring_regex", noted)
    return seen


def test_a_search_finds_the_texts_that_hold_all_words():
    assert matching("belfast a") == [True, False, False, False]
    assert matching("a") == [True, True, False, False]
    assert matching("") == [True] * 4
    assert matching("zzz") == [False] * 4


@pytest.mark.parametrize("query", ["b.lfast", "(", "[", "\\", "*", "\\d", "a|b", "belfast$"])
def test_a_search_is_no_regular_expression(query):
    assert matching(query) == [False] * 4


def test_no_text_is_searched_twice_for_a_word_or_once_it_is_known_not_to_match(searched):
    search = search_in(TEXTS)
    assert search.matching("fr belfast fr fr").tolist() == [False] * 4
    assert searched == [("belfast", 4), ("fr", 1)]
    searched.clear()
    assert search.matching("fr belfast qqqqqqqq b").tolist() == [False] * 4
    assert searched == [("qqqqqqqq", 4)]


def test_the_answer_to_a_search_is_remembered(searched):
    search = search_in(TEXTS)
    assert search.matching("fair").tolist() == search.matching("fair").tolist()
    assert searched == [("fair", 4)]


# Spellings


PETERSBURG = dataset(
    HEAD
    + "places: {here: {name: St. Petersburg, country: RU}}\nevents:\n"
    + event("a", "context", title="O’Brien leaves the Trade‑Office", places="[here]")
    + event("b", "context", title="First Jean Luc")
    + event("c", "context", title="Saintes")
)


def ids(of, query):
    return selection(of, [("q", query)]).events["id"].tolist()


@pytest.mark.parametrize(
    "query", ["St. Petersburg", "St Petersburg", "saint petersburg", "Saint-Petersburg", "ST.PETERSBURG"]
)
def test_st_and_saint_are_one(query):
    assert ids(PETERSBURG, query) == ["a"]


@pytest.mark.parametrize(
    "query", ["o'brien", "OBrien", "O‘Brien", "trade office", "trade-office", "Trade–Office", "trade−office"]
)
def test_hyphens_and_apostrophes_do_not_matter(query):
    assert ids(PETERSBURG, query) == ["a"]
    assert ids(PETERSBURG, "jean-luc") == ["b"]
    assert ids(PETERSBURG, "luc-jean") == []


# Countries and sources


COUNTRIES = dataset(
    "schema_version: 1\ntitle: T\nsources:\n  s: {type: book, container-title: Dong-A Ilbo}\n  t: {type: book}\n"
    + "places: {here: {name: Here, country: CZ}}\nevents:\n"
    + event("uk", "defection", origin="KP", post="{country: GB}", citations="[{source: s}]")
    + event("ua", "defection", origin="KP", post="{country: UA}", destination="{status: known, country: RU}")
    + event("ne", "defection", origin="NE", post="{country: NG}", summary="Russian words of a woman")
    + event("cz", "context", title="Ukulele", places="[here]", milestones="[{kind: report, citations: [{source: s}]}]")
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("UK", "uk"), ("uk", "uk"), ("Britain", "uk"), ("great britain", "uk"), ("GB", "uk"), ("GBR", "uk"),
        ("영국", "uk"), ("Vereinigtes Königreich", "uk"), ("dprk uk", "uk"), ("북한 영국", "uk"),
        ("Ukraine", "ua"), ("UKR", "ua"), ("Russia", "ua ne"), ("RU", "ua"), ("러시아", "ua"), ("Russland", "ua"),
        ("россия", "ua"), ("north korea russia", "ua"), ("Česko", "cz"), ("cesko", "cz"), ("Czech Republic", "cz"),
        ("Niger", "ne"), ("Nigeria", "ne"), ("Oman", ""), ("woman", "ne"), ("ru", "ua ne"), ("kingdom", "uk"),
        ("dong-a ilbo", "uk cz"), ("Ilbo context", ""), ("Česko Dong‑A", "cz"), ("643", ""),
    ],
)  # fmt: skip
def test_countries_are_found_by_every_name_and_code_as_whole_words_and_sources_by_name(query, found):
    assert ids(COUNTRIES, query) == found.split()
