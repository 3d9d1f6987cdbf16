"""Citations of a view and of its sources, against entries written by hand, the schema of CSL and a reader of BibTeX.

`csl/csl-data.json` is the schema of CSL 1.0.2 by the Citation Style Language project, under the MIT licence beside it.
"""

import json
import re
from pathlib import Path

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from dashboard.dataset.text import INVISIBLE
from dashboard.export.citations import as_bibtex, as_csl_json, as_text
from tests.builders import selection

VALIDATOR = Draft7Validator(json.loads(Path(__file__).with_name("csl").joinpath("csl-data.json").read_text()))

EVENTS = """\
schema_version: 1
title: Defections of 2016
sources:
  herald:
    type: article-newspaper
    title: Who left?
    container-title: The Herald
    author: Kim and Sons
    issued: "2016-08-26"
    accessed: "2020-01-02"
    URL: https://example.org/a?b=c_d&e=50%25
    page: 1-4
  book:
    {type: book, title: 북한 이탈, author: 김철삼, publisher: Press & Co, publisher-place: Seoul, issued: "2017",
     ISBN: 978-0, DOI: 10.1/x}
  unused: {type: report, title: Nobody cites this, issued: "2018-01"}
  Herald: {type: webpage, container-title: 100% {news}_$#~^\\ }
events:
  - id: a
    type: defection
    post: {country: RU}
    status: reported
    milestones: [{kind: report, date: "2016", citations: [{source: book}, {source: herald}]}]
    citations: [{source: herald}]
  - id: b
    type: defection
    post: {country: GB}
    status: reported
    citations: [{source: Herald}]
""".replace("100% {news}_$#~^\\", '"100% {news}_$#~^\\\\"')  # fmt: skip

ALL = selection(EVENTS)
RUSSIA = selection(EVENTS, "post=RU")
NOTHING = selection(EVENTS, "post=FR")
URL = "https://example.org/?post=RU"


def csl(selected=ALL, url=None):
    items = json.loads(as_csl_json(selected, url))
    VALIDATOR.validate(items)
    return items


def with_date(date: str):
    return selection(
        "schema_version: 1\ntitle: T\n"
        f'sources: {{s: {{type: book, title: B, issued: "{date}"}}}}\n'
        "events: [{id: a, type: defection, status: denied, citations: [{source: s}]}]\n"
    )


def entries(text: str) -> dict[str, dict[str, str]]:
    """Read BibTeX: the fields of each entry, decoded from LaTeX, by key."""
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return {
        entry.key: {"type": entry.entry_type, **{f.key: f.value for f in entry.fields}} for entry in library.entries
    }


# What is cited


def test_a_view_comes_first_and_then_the_sources_that_its_events_cite_as_they_cite_them():
    assert [item["id"] for item in csl()][1:] == ["herald", "book", "Herald"]
    assert [item["id"] for item in csl(RUSSIA)][1:] == ["herald", "book"]
    assert csl(NOTHING)[1:] == []


def test_a_view_is_cited_as_a_data_set_with_its_selection_and_version():
    view = csl(RUSSIA, URL)[0]
    assert view.pop("id").startswith("view-")
    assert view == {
        "type": "dataset",
        "title": "Defections of 2016 [1 of 2 defections; posted in Russia]",
        "issued": {"date-parts": [[2018, 1]]},
        "version": f"SHA-256 {ALL.dataset.sha256[:12]}",
        "URL": URL,
    }


def test_no_address_is_made_up():
    assert "URL" not in csl()[0]
    assert "url" not in next(iter(entries(as_bibtex(ALL)).values()))


def test_different_views_of_a_file_have_keys_of_their_own():
    assert csl()[0]["id"] != csl(RUSSIA)[0]["id"]


@pytest.mark.parametrize("taken", ["view-000000000000", "View-000000000000"])
def test_a_source_that_took_the_key_of_the_view_keeps_it(monkeypatch, taken):
    selected = selection(EVENTS.replace("herald:", f"{taken}:").replace("source: herald", f"source: {taken}"))

    class Zeros:
        def hexdigest(self) -> str:
            return "0" * 64

    monkeypatch.setattr("dashboard.export.citations.references.hashlib.sha256", lambda _: Zeros())
    keys = [item["id"] for item in csl(selected)]
    assert len(set(keys)) == len(keys)
    assert keys[0] == "view-000000000000-of-file"


# CSL-JSON


def test_a_source_keeps_its_fields_in_csl_json():
    assert csl()[1] == {
        "id": "herald",
        "type": "article-newspaper",
        "title": "Who left?",
        "container-title": "The Herald",
        "author": [{"literal": "Kim and Sons"}],
        "issued": {"date-parts": [[2016, 8, 26]]},
        "accessed": {"date-parts": [[2020, 1, 2]]},
        "URL": "https://example.org/a?b=c_d&e=50%25",
        "page": "1-4",
    }


def test_the_citations_of_the_shipped_file_are_valid(shipped):
    selected = selection(shipped)
    assert len(csl(selected)) == 1 + 5
    assert len(entries(as_bibtex(selected))) == 1 + 5


DATES = {
    "2016": ({"date-parts": [[2016]]}, "2016"),
    "0999-08": ({"date-parts": [[999, 8]]}, "August 999"),
    "2016-08-26": ({"date-parts": [[2016, 8, 26]]}, "26 August 2016"),
    "2016-08-18~": ({"date-parts": [[2016, 8, 18]], "circa": True}, "about 18 August 2016"),
    "2016?": ({"date-parts": [[2016]], "circa": True}, "2016 (uncertain)"),
    "2016-22": ({"date-parts": [[2016]], "season": 2}, "summer 2016"),
    "2016-24%": ({"date-parts": [[2016]], "season": 4, "circa": True}, "about winter 2016–17 (uncertain)"),
    "2016-07-01/2016-07": ({"date-parts": [[2016, 7, 1], [2016, 7]]}, "1 July 2016 – July 2016"),
    "2015/2016~": ({"date-parts": [[2015], [2016]], "circa": True}, "2015 – about 2016"),
    "2016-21/2016-22": ({"literal": "spring – summer 2016"}, "spring – summer 2016"),
    "2015/..": ({"literal": "from 2015 on"}, "from 2015 on"),
    "2016-08-2X": ({"literal": "20–29 August 2016"}, "20–29 August 2016"),
    "[..2016-08-25]": ({"literal": "by 25 August 2016"}, "by 25 August 2016"),
    "[2016-08-17,2016-08-18]": ({"literal": "17 or 18 August 2016"}, "17 or 18 August 2016"),
}


@pytest.mark.parametrize("date", DATES)
def test_every_form_of_date_is_said_as_well_as_each_format_can(date):
    selected = with_date(date)
    expected, words = DATES[date]
    assert csl(selected)[1]["issued"] == expected
    assert as_text(selected).splitlines()[-1] == f"B. {words}."
    entry = entries(as_bibtex(selected))["s"]
    assert " ".join(entry[key] for key in ("day", "month", "year") if key in entry) == {
        "0999-08": "aug 999",
        "2016-08-26": "26 aug 2016",
    }.get(date, words)


@pytest.mark.parametrize("date", DATES)
def test_the_view_is_as_old_as_its_newest_source_is_said_to_be(date):
    view, source = csl(with_date(date))
    ends = date != "2015/.."
    assert view.get("issued") == (source["issued"] if ends else None)


def test_of_two_sources_as_new_as_each_other_the_more_exact_counts():
    selected = selection(
        "schema_version: 1\ntitle: T\nsources:\n"
        + "".join(
            f'  s{n}: {{type: book, title: B, issued: "{it}"}}\n'
            for n, it in enumerate(("2016", "2016-12-31", "2016-12"))
        )
    )
    assert csl(selected)[0]["issued"] == {"date-parts": [[2016, 12, 31]]}


@pytest.mark.parametrize(
    "doi",
    [
        "10.1/x",
        "doi:10.1/x",
        "DOI: 10.1/x",
        "https://doi.org/10.1/x",
        "http://dx.doi.org/10.1/x",
        "doi.org/10.1/x",
        "doi:https://doi.org/10.1/x",
    ],
)
def test_a_doi_is_itself_however_it_is_given(doi):
    selected = selection(EVENTS.replace("DOI: 10.1/x", f'DOI: "{doi}"'))
    assert csl(selected)[2]["DOI"] == "10.1/x"
    assert "https://doi.org/10.1/x\n" in as_text(selected)
    assert entries(as_bibtex(selected))["book"]["doi"] == "10.1/x"


# BibTeX


def test_bibtex_is_written_to_the_letter():
    _, herald, book, other = as_bibtex(ALL).split("\n\n")
    assert herald == (
        "@article{herald,\n"
        "  author = {{Kim and Sons}},\n"
        "  title = {{Who left?}},\n"
        "  journal = {The Herald},\n"
        "  pages = {1--4},\n"
        "  year = {2016},\n"
        "  month = aug,\n"
        "  day = {26},\n"
        "  url = {https://example.org/a?b=c_d&e=50%25},\n"
        "  urldate = {2020-01-02},\n"
        "}"
    )
    assert book == (
        "@book{book,\n"
        "  author = {{김철삼}},\n"
        "  title = {{북한 이탈}},\n"
        "  publisher = {Press \\& Co},\n"
        "  address = {Seoul},\n"
        "  year = {2017},\n"
        "  isbn = {978-0},\n"
        "  doi = {10.1/x},\n"
        "}"
    )
    assert other == (
        "@misc{Herald-2,\n"
        "  howpublished = {100\\% \\textbraceleft{}news\\textbraceright{}\\_\\$\\#\\textasciitilde{}\\textasciicircum{}"
        "\\textbackslash{}},\n"
        "}\n"
    )


TWINS = """\
schema_version: 1
title: T
sources: {herald: {type: book}, Herald: {type: report}, Herald-2: {type: webpage}, HERALD: {type: thesis}}
events:
  - {id: a, type: defection, post: {country: RU}, status: denied, citations: [{source: Herald-2}, {source: Herald}]}
  - {id: b, type: defection, post: {country: GB}, status: denied, citations: [{source: HERALD}, {source: herald}]}
"""


def test_a_source_has_one_key_of_bibtex_in_all_views_and_none_that_names_another():
    def kinds(query):
        _, *sources = entries(as_bibtex(selection(TWINS, query))).items()
        return {key: entry["type"] for key, entry in sources}

    whole = {"Herald-2": "misc", "Herald-3": "techreport", "HERALD-4": "phdthesis", "herald": "book"}
    assert kinds("") == whole
    assert kinds("post=RU") == {key: whole[key] for key in ("Herald-2", "Herald-3")}
    assert kinds("post=GB") == {key: whole[key] for key in ("HERALD-4", "herald")}


def test_a_reader_of_bibtex_finds_what_was_written():
    found = entries(as_bibtex(RUSSIA, URL))
    view = found.pop(next(iter(found)))
    assert view["type"] == "misc"
    assert view["title"].strip("{}") == "Defections of 2016 [1 of 2 defections; posted in Russia]"
    assert (view["year"], view["month"], view["url"]) == ("2018", "jan", URL)
    assert "day" not in view
    assert found["book"]["title"].strip("{}") == "북한 이탈"
    assert found["book"]["publisher"] == "Press & Co"


# Plain text


def test_plain_text_is_written_to_the_letter():
    sha = ALL.dataset.sha256[:12]
    assert as_text(ALL, URL) == (
        f"Defections of 2016 [2 of 2 defections]. Data set. January 2018. SHA-256 {sha}. {URL}\n"
        "\n"
        "Sources:\n"
        "\n"
        "Kim and Sons. “Who left?” The Herald, p. 1-4, 26 August 2016. Accessed 2 January 2020. "
        "https://example.org/a?b=c_d&e=50%25\n"
        "김철삼. 북한 이탈. Seoul: Press & Co, 2017. ISBN 978-0. https://doi.org/10.1/x\n"
        "100% {news}_$#~^\\.\n"
    )


def test_a_view_without_sources_is_cited_alone():
    assert "Sources" not in as_text(NOTHING)


# Hostile texts


@pytest.mark.slow
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip))
def test_any_text_is_one_line_of_text_and_one_readable_field(text):
    quoted = json.dumps(text).replace("\x7f", "\\x7f")
    if re.search(r"\\ud[89a-f]", quoted):  # YAML has no pairs of surrogates
        quoted = '"' + "".join(f"\\U{ord(c):08X}" for c in text) + '"'
    source = f"{{type: book, title: {quoted}, author: {quoted}, note: {quoted}, URL: {quoted}, issued: '2016'}}"
    selected = selection(
        f"schema_version: 1\ntitle: {quoted}\nsources: {{s: {source}}}\n"
        "events: [{id: a, type: defection, status: denied, citations: [{source: s}]}]\n"
    )
    assert csl(selected)[1]["title"] == text
    lines = as_text(selected).split("\n")
    assert len(lines) == 6
    assert not any(INVISIBLE.search(line) for line in lines)
    for entry in entries(as_bibtex(selected)).values():
        assert entry["year"] == "2016"
        for value in entry.values():
            assert value.count("{") == value.count("}")
