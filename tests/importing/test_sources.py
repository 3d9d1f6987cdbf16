"""Sources of a row: addresses, titles, what other cells say of them; a row without one cites the table."""

import pytest

from tests.importing.tables import event_of, file_of, imported, problem_of

A, B = "https://a.example/x", "https://b.example/y"


def sources(headings: str, *cells: object) -> dict:
    return file_of([headings.split(","), cells])["sources"]


def citations(headings: str, *cells: object) -> list:
    return event_of(headings, *cells)["milestones"][0]["citations"]


def test_an_address_becomes_a_source_named_by_its_host():
    assert sources("name,url", "A", "https://www.news.example/2014/a-story.html") == {
        "news.example-a-story": {"type": "webpage", "URL": "https://www.news.example/2014/a-story.html"}
    }
    assert list(sources("name,url", "A", "https://news.example")) == ["news.example"]


def test_the_date_of_access_is_part_of_its_name():
    found = sources("name,url,access date", "A", "https://news.example/x", "1 May 2024")
    assert found == {
        "news.example-2024-05-01": {"type": "webpage", "accessed": "2024-05-01", "URL": "https://news.example/x"}
    }


def test_what_else_is_known_of_a_source_is_kept_with_it():
    headings = "name,link,newspaper,article,author,published,language,paragraph"
    cells = ("A", "https://news.example/x", "The News", "A story", "B. Writer", "2 June 2014", "en", "3-4")
    assert sources(headings, *cells) == {
        "news.example-2014-06-02": {
            "type": "webpage", "title": "A story", "container-title": "The News", "author": "B. Writer",
            "issued": "2014-06-02", "URL": "https://news.example/x", "language": "en",
        }
    }  # fmt: skip
    assert citations(headings, *cells) == [{"source": "news.example-2014-06-02", "paragraph": "3-4"}]


def test_a_text_is_a_source_with_that_title():
    assert sources("name,source", "A", "The Gazette; 3 May 2014") == {
        "the-gazette-3-may-2014": {"type": "document", "title": "The Gazette; 3 May 2014"}
    }


def test_a_title_and_an_address_are_one_source_wherever_they_stand():
    expected = {"news.example-x": {"type": "webpage", "title": "The Gazette", "URL": "https://news.example/x"}}
    assert sources("name,source", "A", "The Gazette: https://news.example/x") == expected
    assert sources("name,source,url", "A", "The Gazette", "https://news.example/x") == expected


def test_several_addresses_are_several_sources():
    both = "https://news.example/x; https://paper.example/y"
    assert [it["source"] for it in citations("name,source", "A", both)] == ["news.example-x", "paper.example-y"]
    assert len(citations("name,source", "A", both.replace("; ", "\n"))) == 2
    assert len(citations("name,source 1,source 2", "A", "https://news.example/x", "Gazette")) == 2


def test_every_claim_of_a_row_cites_its_sources():
    event = event_of("name,left,arrived,url", "A", "2014", "2015", "https://news.example/x")
    assert [claim["citations"] for claim in event["milestones"]] == [[{"source": "news.example-x"}]] * 2


def test_rows_share_a_source_and_what_each_of_them_says_of_it():
    rows = [["name", "url", "published"], ["A", "https://a.example/x", ""], ["B", "https://a.example/x", "2014"]]
    assert file_of(rows)["sources"] == {
        "a.example-2014": {"type": "webpage", "issued": "2014", "URL": "https://a.example/x"}
    }


def test_two_articles_of_a_day_have_ids_of_their_own():
    rows = [["name", "url", "published"], ["A", "https://a.example/x", 2014], ["B", "https://a.example/y", 2014]]
    assert list(file_of(rows)["sources"]) == ["a.example-2014", "a.example-2014-y"]


def test_a_row_without_a_source_cites_the_table_and_its_row():
    rows = [["name", "date", "source"], ["A", "2014", ""], ["B", "2015", "n/a"]]
    file = file_of(rows)
    assert file["sources"] == {"cases.csv": {"type": "dataset", "title": "cases.csv"}}
    assert [event["milestones"][0]["citations"] for event in file["events"]] == [
        [{"source": "cases.csv", "paragraph": "row 2"}],
        [{"source": "cases.csv", "paragraph": "row 3"}],
    ]
    assert imported(rows).report.uncited_rows == (2, 3)


def test_one_value_for_several_sources_is_a_problem_unless_it_fits_them_all():
    both = "https://a.example/x; https://b.example/y"
    assert problem_of("name,source,author", "A", both, "C. Writer") == (
        "cases.csv!C2: author: 'C. Writer' is one value for 2 sources; write one for each, with ; between them and - "
        "for none"
    )
    found = sources("name,source,author,accessed", "A", both, "C. Writer; D. Other", "2024")
    assert [(it["author"], it["accessed"]) for it in found.values()] == [("C. Writer", "2024"), ("D. Other", "2024")]


def test_an_address_without_http_is_kept_as_written_and_check_tells():
    rows = [["name", "place", "url"], ["A", "Seoul", "www.news.example/x"]]
    assert list(file_of(rows)["sources"].values()) == [{"type": "webpage", "URL": "www.news.example/x"}]
    (warning,) = imported(rows).report.file_problems
    assert "is not an http:// or https:// address" in warning.message


# Addresses as they stand in cells


@pytest.mark.parametrize("heading", ["source", "url"])
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://en.wikipedia.org/wiki/X_(diplomat)", "https://en.wikipedia.org/wiki/X_(diplomat)"),
        ("(see https://en.wikipedia.org/wiki/X_(diplomat)).", "https://en.wikipedia.org/wiki/X_(diplomat)"),
        ("[https://a.example/x]", A),
        ("Gazette (https://a.example/x), p. 4", A),
        ("“https://a.example/x”", A),
        ("https://a.example/x[1]", "https://a.example/x[1]"),
        ("Gazette, www.a.example/x.", "www.a.example/x"),
        (
            "https://web.archive.org/web/2014/https://a.example/x",
            "https://web.archive.org/web/2014/https://a.example/x",
        ),
    ],
)
def test_an_address_ends_where_its_sentence_or_its_parentheses_end(heading, text, address):
    assert [it["URL"] for it in sources(f"name,country,{heading}", "A", "Austria", text).values()] == [address]


def test_addresses_with_only_a_comma_between_them_are_two():
    assert [it["URL"] for it in sources("name,url", "A", f"{A},{B}").values()] == [A, B]


@pytest.mark.parametrize("text", ["report.pdf", "Nov.docx", "bbc.example"])
def test_a_word_with_a_full_stop_is_an_address_in_a_column_of_addresses_alone(text):
    assert list(sources("name,source", "A", text).values()) == [{"type": "document", "title": text}]
    assert list(sources("name,url", "A", text).values()) == [{"type": "webpage", "URL": text}]
    assert list(sources("name,source", "A", "bbc.example/x").values()) == [{"type": "webpage", "URL": "bbc.example/x"}]


# Several sources in a cell


def titles(headings: str, *cells: object) -> list[tuple[str | None, str | None]]:
    return [(it.get("title"), it.get("URL")) for it in sources(headings, *cells).values()]


@pytest.mark.parametrize(
    "text", ["The Times; 38 North", "The Times;38 North", "The Times\n38 North", "The Times; -; 38 North"]
)
def test_titles_with_semicolons_between_them_are_a_source_each_and_told(text):
    assert titles("name,source", "A", text) == [("The Times", None), ("38 North", None)]
    read = imported([["name", "source"], ["A", text]]).report.log.readings
    assert [it.read_as for it in read if it.field == "source"] == ["The Times | 38 North"]


@pytest.mark.parametrize("rest", ["3 May 2014", "p. 4", "12/03/2014", "No. 12; 2014", "vol. 3; 4"])
def test_a_date_or_a_page_behind_a_title_belongs_to_it(rest):
    assert titles("name,source", "A", f"The Times; {rest}") == [(f"The Times; {rest}", None)]
    assert titles("name,source", "A", f"The Times; {rest}: {A}") == [(f"The Times; {rest}", A)]
    assert titles("name,source,url", "A", f"The Times; {rest}", A) == [(f"The Times; {rest}", A)]


def test_titles_and_addresses_in_two_columns_are_paired_in_their_order():
    assert titles("name,source,url", "A", "The Times; Gazette", f"{A}; {B}") == [("The Times", A), ("Gazette", B)]
    assert titles("name,source,url", "A", "The Times; -", f"-; {B}") == [("The Times", None), (None, B)]


@pytest.mark.parametrize(
    ("in_source", "in_url", "counts", "obeyed", "expected"),
    [
        ("The Times; Gazette", A, ("2 titles", "1 address"), f"The Times: {A}; Gazette",
         [("The Times", A), ("Gazette", None)]),
        ("The Times", f"{A}; {B}", ("1 title", "2 addresses"), f"The Times: {A}; {B}", [("The Times", A), (None, B)]),
    ],
)  # fmt: skip
def test_titles_and_addresses_that_make_no_pairs_are_a_problem(in_source, in_url, counts, obeyed, expected):
    assert problem_of("name,source,url", "A", in_source, in_url) == (
        f"cases.csv!B2: source: '{in_source}': {counts[0]} without an address, and {counts[1]} without a title; write "
        f"all in B2 with ; between them, a title and its address as in The Times: {A}, and leave C2 blank"
    )
    assert titles("name,source,url", "A", obeyed, "") == expected


def test_each_of_several_sources_has_its_paragraph():
    both = f"{A}; {B}"
    assert [it.get("paragraph") for it in citations("name,url,paragraph", "A", both, "2; 5")] == ["2", "5"]
    assert [it.get("paragraph") for it in citations("name,url,paragraph", "A", both, "-; 5")] == [None, "5"]
    assert problem_of("name,url,paragraph", "A", both, "2").endswith(
        "'2' is one value for 2 sources; write one for each, with ; between them and - for none"
    )
    assert [it.get("paragraph") for it in citations("name,url,paragraph", "A", A, "2; 5")] == ["2; 5"]


@pytest.mark.parametrize("heading", ["outlet", "author", "published", "accessed", "article", "language"])
@pytest.mark.parametrize("nothing", ["-", "unknown"])
def test_a_word_for_nothing_among_values_of_sources_is_left_out_and_told(heading, nothing):
    value = "2014" if heading in ("published", "accessed") else "en"
    for addresses, count in ((f"{A}; {B}", 2), (A, 1)):
        rows = [["name", "url", heading], ["A", addresses, f"{value}; {nothing}"]]
        found = list(file_of(rows)["sources"].values())
        assert [value in it.values() for it in found] == [True, False][:count]
        assert not any(nothing in it.values() for it in found)
        assert [(cell.name, cell.text) for cell, _ in imported(rows).report.log.unknown] == [("C2", nothing)]
