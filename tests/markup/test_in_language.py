"""Names and titles say to screen readers which language they are in, wherever the page shows them."""

import re

import pytest

from dashboard.markup.compact_cards import compact_card
from dashboard.markup.environment import render
from dashboard.markup.event_cards import cards
from dashboard.markup.event_table import table
from dashboard.markup.unplaced_events import unplaced_panel
from tests.builders import selection

TEXT = """
schema_version: 1
title: 탈북 외교관
sources:
  yonhap: {type: article-newspaper, container-title: 연합뉴스, language: ko}
  monde: {type: article-newspaper, container-title: Le Monde, language: fr, URL: "https://monde.example/"}
  times: {type: article-newspaper, container-title: The Times, language: en, note: Cites Новая газета.}
  gazeta: {type: article-newspaper, container-title: Газета, language: ru}
events:
  - id: thae
    type: defection
    title: <b>Title</b> of 태영호
    persons: [{name: 태영호, also_known_as: [Тхэ Ён Хо, Thae Yong-ho]}]
    status: confirmed
    milestones: [{kind: report, date: "2016",
      citations: [{source: yonhap}, {source: monde}, {source: times}, {source: gazeta}]}]
"""


def languages(html: str) -> set[tuple[str, str]]:
    """Return the texts whose language is said, each with it."""
    return {(text, language) for language, text in re.findall(r'<span lang="([^"]*)">([^<]*)</span>', html)}


def test_a_card_says_the_languages_of_names_titles_and_sources():
    html = cards(selection(TEXT), [0], {0: "var(--blue)"}, frozenset())
    assert languages(html) == {
        ("태영호", "ko"), ("Тхэ Ён Хо", "ru"), ("연합뉴스", "ko"), ("Le Monde", "fr"), ("Газета", "ru"),
        ("Новая газета", "und-Cyrl"),
    }  # fmt: skip
    assert '&lt;b&gt;Title&lt;/b&gt; of <span lang="ko">태영호</span>' in html


def test_a_compact_card_says_them_too():
    found = languages(compact_card(selection(TEXT), [0], {0: "var(--blue)"}))
    assert found == {("태영호", "ko"), ("연합뉴스", "ko"), ("Le Monde", "fr")}


def test_the_table_and_the_list_of_what_is_not_on_the_map_say_those_that_scripts_tell():
    of = selection(TEXT)
    assert languages(table(of, [0], frozenset())) == {("태영호", "ko"), ("연합뉴스", "ko"), ("Газета", "ru")}
    assert languages(unplaced_panel(of, lambda event: None)) == {("태영호", "ko")}


@pytest.mark.parametrize("template", ["page/title.html", "page/embedded_title.html"])
def test_a_title_says_its_language(template):
    assert languages(render(template, title="탈북 외교관 2016", count="")) == {("탈북 외교관", "ko")}


def test_english_and_invisible_characters_in_a_text_are_as_everywhere():
    html = render("page/title.html", title="a\u202e태\u200b\u2068محمد\u2069<")
    assert html.replace('<span lang="ko">', "").replace('<span lang="und-Arab">', "").replace("</span>", "") == (
        '<h1 class="title">a⟨U+202E⟩태⟨U+200B⟩\u2068محمد\u2069&lt;</h1>'
    )
