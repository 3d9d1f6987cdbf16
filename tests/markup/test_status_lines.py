"""The count line, with its numbers in bold, and notes."""

import numpy as np

from dashboard.markup.environment import render
from dashboard.markup.status_lines import announcements, count_line, note
from tests import builders
from tests.markup.events import TEXT


def test_the_numbers_of_the_count_line_are_bold():
    assert count_line(builders.selection(TEXT, "post=GB")) == (
        "<b>1</b> of <b>3</b> defections; <b>1</b> context event"
    )


def test_thousands_are_bold_as_one_number():
    phrases = ["1,000 of 12,345 defections", "5 <undated>"]
    assert render("count_line.html", phrases=phrases) == (
        "<b>1,000</b> of <b>12,345</b> defections; <b>5</b> &lt;undated&gt;"
    )


def test_a_note_is_a_paragraph():
    assert note("Left out: <b>.") == '<p class="notes">Left out: &lt;b&gt;.</p>'


def test_screen_readers_are_told_numbers_filters_notes_and_what_is_marked():
    of = builders.selection(TEXT, "post=GB")
    assert announcements(of, ["A note."], np.array([], dtype=int)) == [
        "1 of 3 defections; 1 context event; posted in United Kingdom.",
        "A note.",
        "No event is marked.",
    ]
    assert announcements(of, [], np.array([0]))[-1] == (
        "Marked: Thae Yong-ho. London, United Kingdom → Seoul, South Korea. Announcement: about 18 August 2016."
    )
    persian = builders.selection(TEXT.replace("title: Trade fair shelved", "title: نمایشگاه"))
    assert announcements(persian, [], np.array([0, 3]))[-1] == "Marked: Thae Yong-ho; \u2068نمایشگاه\u2069."
    assert announcements(of, [], np.array([0, 3]))[-1] == "Marked: Thae Yong-ho; Trade fair shelved."
    assert announcements(of, [], np.array([0, 1, 2, 3]))[-1] == (
        "Marked: Thae Yong-ho; Unidentified official; Kim, Ri; and 1 more."
    )
