"""What every export says of its sources."""

from dashboard.export.provenance import source_names
from tests.builders import dataset, selection

PERSIAN = "روزنامه"
FILE = f"""
schema_version: 1
title: T
sources:
  a: {{type: book, title: "{PERSIAN}", issued: "2016-08-26"}}
  b: {{type: book, title: The Gazette, issued: "2016-08-26"}}
events:
  - id: e
    type: context
    title: E
    status: reported
    milestones:
      - {{kind: report, date: "2016", citations: [{{source: a}}, {{source: b}}]}}
"""


def test_a_name_from_right_to_left_keeps_apart_from_its_date():
    shown = selection(dataset(FILE))
    assert source_names(shown) == [f"\u2068{PERSIAN}\u2069, 26 August 2016", "The Gazette, 26 August 2016"]
