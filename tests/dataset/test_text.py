"""Texts as readers see, search and follow them."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dataset.text import (
    INVISIBLE,
    beginning,
    code_point,
    count_with_noun,
    fold,
    is_printable,
    is_web_address,
    isolated,
    may_hide,
    shown,
    visible,
)

# Bidirectional controls, UAX 9.
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Without width, or ignored where they are not known.
UNSEEN = "\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u2061\u2064\u3164\ufeff\uffa0\U000e0001\U000e0041"


@pytest.mark.parametrize(
    "character", [*TURNING, *UNSEEN, "\0", "\x1b", "\x7f", "\x9b", "\r", "\u2028", "\ud800"], ids=ascii
)
def test_a_character_that_cannot_be_seen_is_written_out(character):
    assert visible(f"a{character}b") == f"a⟨U+{ord(character):04X}⟩b"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a b\tc\nd",
        "김철삼",
        "Thae Yong-ho – “No. 2” …",
        "e\u0301",
        "⟨U+202E⟩",
        "Ра",
        "שלום",
        "中\u3000国",
        "✈\ufe0f",
    ],
)
def test_what_can_be_seen_stays_as_it_is(text):
    assert visible(text) == text


def test_every_control_but_line_break_and_tab_is_written_out():
    controls = [chr(i) for i in range(sys.maxunicode + 1) if unicodedata.category(chr(i)) == "Cc"]
    assert [c for c in controls if not INVISIBLE.search(c)] == ["\t", "\n"]


def test_a_code_point_has_four_digits_or_more():
    assert [code_point(c) for c in "\0\u202e\U000e0041"] == ["⟨U+0000⟩", "⟨U+202E⟩", "⟨U+E0041⟩"]


def test_what_xml_may_not_hold_is_written_out():
    allowed = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert allowed.sub("", visible(everything)) == ""


@given(st.text())
def test_a_text_made_visible_stays_so(text):
    once = visible(text)
    assert not INVISIBLE.search(once)
    assert visible(once) == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("THAE", "thae"),
        ("Tháe Yŏng-ho", "thae yong-ho"),
        ("Straße", "strasse"),
        ("Ｔｈａｅ", "thae"),
        ("ﬁn", "fin"),
        ("İ", "i"),
    ],
)
def test_case_accents_and_widths_are_folded_away(text, folded):
    assert fold(text) == folded


def test_composed_and_decomposed_hangul_fold_to_the_same():
    assert fold("김철삼") == fold(unicodedata.normalize("NFD", "김철삼"))
    assert fold("김철삼") != fold("김철성")


@given(st.text())
def test_a_folded_text_stays_so_whatever_its_case(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://example.org:80/a?b#c", "HTTPS://EXAMPLE.ORG", "https://[::1]/"]
)
def test_a_link_may_lead_to_the_web(url):
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org",
        "/a",
        "https:",
        "https://",
        "https:///a",
        "https://[::1",
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://example.org",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org",
        "mailto:a@example.org",
    ],
)
def test_a_link_leads_nowhere_else(url):
    assert not is_web_address(url)


@given(st.text() | st.text(alphabet="htps:/[].a\n\t\0@#?%"))
def test_any_text_is_an_address_or_none(url):
    assert is_web_address(url) in (True, False)


def test_numbers_are_counted_with_their_noun():
    assert [count_with_noun(n, "error") for n in (0, 1, 2, 1234)] == ["0 errors", "1 error", "2 errors", "1,234 errors"]
    assert [count_with_noun(n, "event has", "events have") for n in (0, 1)] == ["0 events have", "1 event has"]


# Joiners

JOINED = {
    "Persian plural": "دیپلمات‌ها",
    "Persian verb": "می‌گوید",
    "Persian era": "۱۳۸۹ ه‍.ش",
    "Hindi": "क्‍ष",
    "Bengali": "র‍্যাব",
    "Sinhala": "ශ්‍රී",
    "a family": "👨‍👩‍👧",
    "a profession": "👩🏽‍⚕️",
    "a flag": "🏳️‍🌈",
}


@pytest.mark.parametrize("text", JOINED.values(), ids=JOINED)
def test_a_joiner_between_letters_or_emoji_is_text(text):
    assert {"\u200c", "\u200d"} & set(text)
    assert visible(text) == text
    assert is_printable(text)
    assert shown(text) == f"'{text}'"
    assert not may_hide(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kim\u200c Chol",
        "Ki\u200cm",
        "Ki\u200dm",
        "\u200cمی",
        "می\u200c",
        "می\u200c\u200cگوید",
        "م\u200d\u200dی",
        "1\u200d2",
    ],
)
def test_a_joiner_that_joins_nothing_is_written_out(text):
    assert "⟨U+200" in visible(text)
    assert not is_printable(text)
    assert may_hide(text)


def test_a_text_is_found_with_and_without_its_joiners():
    assert fold("نیک‌نام") == fold("نیکنام")


def test_a_text_is_not_cut_after_a_joiner():
    assert beginning("می‌گوید", 3) == "می"
    assert beginning("می‌گوید", 7) == "می‌گوید"


def test_a_backslash_before_what_looks_like_a_joiner_stays():
    assert shown("a\\u200c") == r"'a\\u200c'"


def test_a_text_from_right_to_left_is_kept_apart_from_its_line():
    assert isolated("تهران") == "\u2068تهران\u2069"
    assert isolated("Oslo, 오슬로") == "Oslo, 오슬로"


def test_what_is_kept_apart_stays_so_and_a_half_of_it_is_written_out():
    line = f"{isolated('تهران')}, 2 defections"
    assert visible(line) == line
    assert isolated(line) == line
    assert visible("\u2068تهران") == "⟨U+2068⟩تهران"
    assert visible("\u2068a\u202eb\u2069") == "⟨U+2068⟩a⟨U+202E⟩b⟨U+2069⟩"
    assert visible("\u2068a\u200bb\u2069") == "\u2068a⟨U+200B⟩b\u2069"
