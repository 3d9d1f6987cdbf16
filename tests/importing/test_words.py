"""Words for statuses, whereabouts, kinds of events and stances; who is nobody, and who went along."""

import pytest

from dashboard.importing.cells import Cell
from dashboard.importing.problems import CellError, ReadingLog
from dashboard.importing.words import companions, is_label, is_nobody, read_credibility, read_word, whereabouts_in


def read(field: str, text: str) -> str:
    return read_word(Cell(2, 0, text), field, ReadingLog())


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("status", "confirmed", "confirmed"),
        ("status", "Confirmed.", "confirmed"),
        ("status", "rumoured", "unconfirmed"),
        ("status", "Not confirmed", "unconfirmed"),
        ("status", "contested", "disputed"),
        ("whereabouts", "in transit", "in-transit"),
        ("whereabouts", "In hiding", "undisclosed"),
        ("type", "background", "context"),
        ("stance", "declined to confirm", "declined-to-confirm"),
        ("stance", "No comment", "no-comment"),
    ],
)
def test_a_word_is_read_as_the_term_that_it_means(field, text, value):
    assert read(field, text) == value


def test_a_word_that_is_none_is_a_problem_with_all_terms_and_the_nearest():
    with pytest.raises(CellError) as raised:
        read("status", "confirmd")
    assert raised.value.message == (
        "status: 'confirmd' is not one of confirmed, reported, unconfirmed, disputed, denied, retracted; "
        "did you mean 'confirmed'?"
    )
    assert raised.value.nearest == "confirmed"
    assert "reported" in raised.value.allowed


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("likely", "reported or unconfirmed"),
        ("Probable", "reported or unconfirmed"),
        ("possible", "reported or unconfirmed"),
        ("yes", "confirmed or reported"),
        ("no", "unconfirmed or denied"),
    ],
)
def test_a_word_between_two_statuses_is_a_problem_with_both(text, choices):
    with pytest.raises(CellError) as raised:
        read("status", text)
    assert raised.value.message.endswith(f" disputed, denied, retracted; for {text!r}, write {choices}")
    assert raised.value.nearest is None


@pytest.mark.parametrize("text", ["expulsion", "Recalled", "coup attempt", "persona non grata"])
def test_what_is_no_defection_is_a_problem_with_what_to_do(text):
    with pytest.raises(
        CellError, match="expulsions, recalls and coups are not defections: leave the row out, or call it"
    ):
        read("type", text)


def test_a_term_in_other_words_is_told():
    log = ReadingLog()
    read_word(Cell(2, 3, "rumour"), "status", log)
    read_word(Cell(3, 3, "denied"), "status", log)
    assert [(it.found, it.read_as, cell) for it, cell in log.readings.items()] == [("rumour", "unconfirmed", "D2")]


@pytest.mark.parametrize("text", ["defected", "not denied", "repatriated", "unofficial", "claimed"])
def test_no_word_is_suggested_that_means_something_else(text):
    with pytest.raises(CellError) as raised:
        read_word(Cell(2, 0, text), "status", ReadingLog())
    assert "did you mean" not in raised.value.message


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("B2", "the letter rates the source, not what it reports: write 2"),
        ("a", "the letter rates the source, not what it reports: write 1 to 6, or leave the cell blank"),
        ("B", "the letter rates the source, not what it reports: write 1 to 6, or leave the cell blank"),
        ("9", "the Admiralty scale"),
    ],
)
def test_the_letter_of_the_admiralty_scale_is_not_a_credibility(text, advice):
    with pytest.raises(CellError) as raised:
        read_credibility(Cell(2, 0, text))
    assert raised.value.message.endswith(advice)


def test_credibility_is_a_number_of_the_admiralty_scale():
    assert read_credibility(Cell(2, 0, "3")) == 3
    for text in ("0", "7", "B2", "high"):
        with pytest.raises(CellError, match="is not one of 1 to 6, the Admiralty scale"):
            read_credibility(Cell(2, 0, text))


def test_whereabouts_are_known_among_destinations():
    assert whereabouts_in("En route") == "in-transit"
    assert whereabouts_in("Seoul") is None


def test_nobody_has_no_name_and_somebody_unidentified_has_a_label():
    assert is_nobody("Unknown")
    assert is_nobody("name withheld")
    assert not is_nobody("Noname Smith")
    assert is_label("Unidentified diplomat")
    assert is_label("an unnamed official")
    assert not is_label("Unidentified")
    assert not is_label("Anna Unknown")


def test_companions_are_a_list_and_nobody_is_an_empty_one():
    assert companions("wife; two sons") == ["wife", "two sons"]
    assert companions("alone") == []
    assert companions("0") == []
