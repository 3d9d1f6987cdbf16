"""The count line, with its numbers in bold, and notes."""

from dashboard.markup.environment import render
from dashboard.markup.status_lines import count_line, note
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


def test_a_note_is_announced_by_screen_readers():
    assert note("Left out: <b>.") == '<p class="notes" role="status">Left out: &lt;b&gt;.</p>'
