"""What sources are called."""

import pytest

from dashboard.dataset.labels import citation_text
from dashboard.dataset.schema import Source
from dashboard.export.provenance import source_names
from tests.builders import selection

NAMES = {
    "https://news.example/2020/05/29/report": "news.example",
    "https://www.social.example:8080/u/1267": "social.example",
    "ftp://news.example": "webpage",
    "https://[": "webpage",
}


@pytest.mark.parametrize(("url", "name"), NAMES.items())
def test_a_source_without_a_name_is_called_by_its_host(url, name):
    assert Source.model_validate({"type": "webpage", "URL": url}).name == name


@pytest.mark.parametrize("field", ["container-title", "title", "publisher", "author"])
def test_a_source_with_a_name_is_called_by_it(field):
    assert (
        Source.model_validate({"type": "post", "URL": "https://news.example", field: "The Herald"}).name == "The Herald"
    )


def test_sources_that_are_links_alone_are_told_apart():
    of = selection("""\
schema_version: 1
title: Two links, no titles
sources:
  a: {type: webpage, URL: "https://news.example/2020/05/29/report"}
  b: {type: post, URL: "https://social.example/u/1267"}
events:
  - id: p1
    type: context
    title: Tear gas on the bridge
    status: reported
    milestones: [{kind: report, date: "2020-05-29", citations: [{source: a}, {source: b}]}]
""")
    assert source_names(of) == ["news.example", "social.example"]
    assert of.events["citations"].tolist() == ["news.example; social.example"]


def test_a_citation_names_the_paragraph_or_the_row_of_a_table():
    assert citation_text("The Herald", "3") == "The Herald, paragraph 3"
    assert citation_text("The Herald", "3-4") == "The Herald, paragraphs 3-4"
    assert citation_text("cases.csv", "row 7") == "cases.csv, row 7"
    assert citation_text("The Herald", None) == "The Herald"
