"""Korean names: all spellings of one are found by each other, and no other name is."""

import json
import re

import pytest

from dashboard.dataset.korean_names import name_key, place_key, sequence_pattern, word_pattern
from dashboard.dataset.search_query import fold_name
from tests.builders import HEAD, dataset, selection
from tests.dataset.korean_name_spellings import OTHERS, PUBLISHED


def file_of(names):
    events = (
        f"  - {{id: e{n}, type: defection, status: reported, persons: [{{name: {json.dumps(name)}}}]}}\n"
        for n, name in enumerate(names)
    )
    return dataset(HEAD + "events:\n" + "".join(events))


@pytest.mark.parametrize("written", [0, 1, -1], ids=["in Hangul", "in its first spelling", "in its last spelling"])
def test_a_published_name_is_found_by_all_its_spellings_and_none_of_a_thousand_others_is(written):
    assert len(PUBLISHED) >= 60
    assert len({*OTHERS}) >= 1000
    names = [spellings[written] for spellings in PUBLISHED]
    of = file_of([*names, *OTHERS])
    found = {spelling: selection(of, [("q", spelling)]).rows.tolist() for row in PUBLISHED for spelling in row}
    assert found == {spelling: [n] for n, row in enumerate(PUBLISHED) for spelling in row}


def is_found(name, query):
    return len(selection(file_of([name]), [("q", query)])) == 1


@pytest.mark.parametrize(
    "query",
    [
        "Tae Yong-ho", "thae yongho", "태영호", "Thae Yong‑ho", "Thae Yong–ho", "Tae Yŏngho", "THAE YONG HO",
        "Tae Yong", "Yong-ho Thae", "yong ho tae", "태 영호", "영호", "Tae", "태",
    ],
)  # fmt: skip
def test_a_name_is_found_in_any_order_with_any_hyphen_and_by_its_beginning(query):
    assert is_found("Thae Yong-ho", query)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Kim Jong-song", "Kim Ch'ŏl-sŏng"), ("Kim Chol-song", "Kim Chŏng-sŏng"),
        ("Rim Chol", "Ri Cheol"), ("Ri Chol", "Im Cheol"), ("Kim Ri-na", "Lee"),
        ("Kim Song-il", "김일성"), ("Kim Song-il", "Gim Il Seong"),
        ("Kim Jun-ho", "김종호"), ("Ri Su-yong", "서용"), ("Thae Yong-ho", "호태"), ("Kim Chol-song", "Seong"),
        ("Thae Yong-ho", "Pae Yong-ho"), ("John Smith", "Chon"), ("Tom Hanson", "한선"),
    ],
)  # fmt: skip
def test_names_that_are_only_alike_are_not_found(name, query):
    assert not is_found(name, query)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kim Chol-song", "|kim|col-soN|"),
        ("김철성", "|kim|cEl-sEN|"),
        ("남궁 민", "|nam-kUN|min|"),
        ("남궁민", "|nam-kUN|min|"),
        ("Syngman Rhee", "|i|sWN-man|"),
        ("Kim Jongun", "|kim|coN-un||kim|con-kun|"),
        ("Ivan Petrov", ""),
        ("Official 7", ""),
        ("Hanson", ""),
        ("Kim " * 5, ""),
        ("", ""),
    ],
)
def test_a_key_has_the_syllables_of_a_korean_name_surname_first(name, key):
    assert name_key(fold_name(name)) == key


@pytest.mark.parametrize("query", ["P'yŏngyang", "Pyeongyang", "Phyongyang", "평양", "pyongyang"])
def test_a_place_in_korea_is_found_by_each_spelling_of_its_name(query):
    of = dataset(
        HEAD + "places:\n  one: {name: Pyongyang Station, country: KP}\n  other: {name: Rome, country: IT}\n"
        "events:\n  - {id: a, type: context, status: reported, title: A, places: [one]}\n"
        "  - {id: b, type: context, status: reported, title: B, places: [other]}\n"
    )
    assert selection(of, [("q", query)]).events["id"].tolist() == ["a"]
    assert len(selection(of, "q=Lome")) == 0  # l and r are one in Korean, and Rome is not in Korea


def test_the_words_of_a_place_that_are_not_korean_have_no_key():
    assert place_key("kaesong street") == "|ke-soN|"


def test_a_word_that_is_not_korean_has_no_pattern():
    assert word_pattern("secretary") is None
    assert word_pattern("x" * 10_000) is None
    assert sequence_pattern(["kim", "bern"]) is None


def test_patterns_are_valid_whatever_is_searched_for():
    for word in ("(", "[", "kim(", "\\", "|", "-", "--", "a-", "-a", "ᄀ", "ᆨ", "각a"):
        if pattern := word_pattern(fold_name(word)):
            re.compile(pattern)


def test_a_name_of_any_length_is_read_at_once():
    assert name_key("kim " + "a" * 1000) == ""
    assert len(name_key("kim " + "aeoui" * 4)) < 1000
