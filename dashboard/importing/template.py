"""A table to begin with: a column for each thing that a curator may know, and two made-up rows."""

import csv
import io

COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("id", "", "example-2"),
    ("name", "EXAMPLE Anna Invented", "Unidentified EXAMPLE official"),
    ("also known as", "Anna Made-Up; 안나", ""),
    ("rank", "Counsellor", "Third secretary"),
    ("position", "Commercial counsellor", ""),
    ("organisation", "Ministry of Examples", ""),
    ("origin", "Liechtenstein", "Liechtenstein"),
    ("mission", "Embassy", "Consulate-general"),
    ("section", "trade section", ""),
    ("place", "Vienna", "Harbour of Examples"),
    ("country", "Austria", "Malta"),
    ("latitude", "", "35.9"),
    ("longitude", "", "14.51"),
    ("geonames", "", ""),
    ("destination", "Lisbon", "undisclosed"),
    ("destination country", "Portugal", ""),
    ("accompanied by", "family", "alone"),
    ("left", "12 March 2014", "between 3 and 5 May 2016"),
    ("arrived", "c. April 2014", ""),
    ("announced", "", "summer 2016"),
    ("reported", "2014-06-02", "3 June 2016"),
    ("response", "", "3 June 2016"),
    ("response by", "", "Foreign ministry of the example"),
    ("stance", "", "declined to confirm"),
    ("status", "confirmed", "unconfirmed"),
    ("credibility", "2", "4"),
    ("source", "", "Example Gazette, printed issue"),
    ("url", "https://news.example/anna-invented", ""),
    ("outlet", "The Example Times", ""),
    ("headline of source", "An example leaves Vienna", ""),
    ("author", "A. Writer", ""),
    ("published", "2 June 2014", "3 June 2016"),
    ("accessed", "2024-05-01", ""),
    ("paragraph", "2-4", ""),
    ("language", "en", ""),
    ("title", "", ""),
    ("type", "defection", "defection"),
    ("summary", "An invented case: replace this row.", "Another invented case: replace this row."),
    ("note", "", "The harbour is invented."),
)
"""Each column with its heading, which is the name of its field, and what the two rows have there."""


def template_csv() -> str:
    """Return the table as CSV, which spreadsheets open too."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(zip(*COLUMNS, strict=True))
    return text.getvalue()
