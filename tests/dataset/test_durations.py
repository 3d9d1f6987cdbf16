"""The days on which an event certainly had begun and had not ended."""

import pytest

from dashboard.dataset.durations import certain_days
from dashboard.dataset.edtf import parse


@pytest.mark.parametrize(
    ("text", "latest_start", "earliest_end"),
    [
        ("2015-03-01/2018-05-20", "2015-03-01", "2018-05-20"),
        ("2015/2018", "2015-12-31", "2018-01-01"),
        ("2015/2015", "2015-12-31", "2015-01-01"),
        ("2015/2015-03", "2015-03-31", "2015-03-01"),  # it cannot begin after it ends
        ("2015-03~/2018", "2015-04-30", "2018-01-01"),
        ("2015/..", "2015-12-31", "2015-01-01"),
        ("201X-01/2015-06", "2015-01-31", "2015-06-01"),  # nor in a month that the digits leave out
        ("2015-06/201X-01", "2015-06-30", "2016-01-01"),
        ("201X-01~/2015-06", "2015-06-30", "2015-06-01"),
        ("../2018", "2018-12-31", "2018-01-01"),
        ("2016-08", "2016-08-31", "2016-08-01"),
        ("[2015-03-01..2018-05-20]", "2018-05-20", "2015-03-01"),
        ("[..2016-08-25]", "2016-08-25", "None"),
    ],
)
def test_the_last_day_of_a_start_and_the_first_day_of_an_end(text: str, latest_start: str, earliest_end: str) -> None:
    assert tuple(map(str, certain_days(parse(text)))) == (latest_start, earliest_end)
