"""The name that is offered where nothing is found."""

from difflib import SequenceMatcher

import pytest

from dashboard.dataset import nearest_name
from dashboard.dataset.nearest_name import Names

NAMES = Names(["Thae Yong-ho", "Kim Chol-song", "Vladivostok", "St. Petersburg", "The Korea Herald", "Ri Chol", "Rome"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thea Yong-ho", "Thae Yong-ho"), ("Yong-hu Tae", "Thae Yong-ho"), ("VLADIVOSTOCK", "Vladivostok"),
        ("Saint Petersberg", "St. Petersburg"), ("Sankt Peterburg", "St. Petersburg"),
        ("korea heralt", "The Korea Herald"), ("Kim Cholsang", "Kim Chol-song"),
    ],
)  # fmt: skip
def test_the_nearest_name_is_found_in_any_order_of_its_words(text, name):
    assert NAMES.nearest(text) == name


@pytest.mark.parametrize("text", ["", "Rom", "xyzzy", "secretary", "(", "한국말", "x " * 100])
def test_what_is_near_no_name_has_none(text):
    assert NAMES.nearest(text) is None


def test_without_names_nothing_is_near():
    assert Names([]).nearest("Thae Yong-ho") is None


def test_of_names_that_are_equally_near_the_first_is_taken():
    assert Names(["Official 13", "Official 12", "Official 12"]).nearest("Oficial 1") == "Official 13"


def test_few_of_many_names_are_compared_letter_by_letter(monkeypatch):
    compared = []
    monkeypatch.setattr(nearest_name, "SequenceMatcher", lambda *texts: compared.append(1) or SequenceMatcher(*texts))
    names = Names([f"Official {n}" for n in range(5000)] + ["Thae Yong-ho"])
    assert names.nearest("Thea Yong-ho") == "Thae Yong-ho"
    assert len(compared) == 3 * 50  # a text of three words has three orders
