"""The table: its rows, columns and marks."""

from tests.markup.parsed_html import cells, table_of


def test_the_table_has_a_row_an_event():
    head, *body = cells(table_of("thae", "nobody", "couple", "fair"))
    assert head == [
        "Mark",
        "Event",
        "Rank",
        "Post",
        "Destination",
        "Date",
        "Date code",
        "Conflicting reports",
        "Status",
        "Sources",
    ]
    assert body == [
        [
            "Mark",
            "Thae Yong-ho\n Deputy head resettles",
            "Third secretary",
            "London, United Kingdom",
            "Seoul, South Korea",
            "about 18 August 2016",
            "2016-08-18~",
            "1",
            "Confirmed",
            "The Herald; The Times; A book",
        ],
        [
            "Mark",
            "Unidentified official",
            "",
            "Russia",
            "Whereabouts undisclosed",
            *("Not stated", "", "", "Unconfirmed", ""),
        ],
        [
            "Mark",
            "Kim, Ri",
            "Secretary; Deputy head of mission",
            "",
            "United States",
            "by 25 August 2016",
            "[..2016-08-25]",
            "",
            "Denied",
            "A book",
        ],
        [
            "Mark",
            "Trade fair shelved",
            "",
            "Jilin, Seoul",
            "",
            "26 August 2016",
            "2016-08-26",
            "",
            "Context, reported",
            "The Herald",
        ],
    ]


def test_the_table_holds_the_rows_given_in_their_order():
    assert [row[1] for row in cells(table_of("fair", "couple"))[1:]] == ["Trade fair shelved", "Kim, Ri"]
    assert cells(table_of())[1:] == []


def test_a_marked_row_says_so():
    page = table_of("thae", "couple", marked=("couple",))
    assert [attributes.get("class") for attributes in page.attributes("tr")] == [None, None, "marked"]


def test_the_table_names_its_columns_and_rows_for_screen_readers():
    page = table_of("thae")
    scopes = [attributes.get("scope") for attributes in page.attributes("th")]
    assert scopes == ["col"] * 10 + ["row"]
    assert page.lines[0] == "The events shown"


def test_every_row_names_its_event():
    page = table_of("couple", "fair")
    assert [attributes.get("data-event") for attributes in page.attributes("tr")] == [None, "couple", "fair"]


def test_every_row_has_a_button_that_marks_its_event_and_says_whether_it_is_marked():
    buttons = table_of("couple", "fair", marked=("fair",)).attributes("button")
    assert [(it["data-mark"], it["aria-pressed"], it["aria-label"]) for it in buttons] == [
        ("couple", "false", "Mark Kim, Ri in the charts"),
        ("fair", "true", "Mark Trade fair shelved in the charts"),
    ]
