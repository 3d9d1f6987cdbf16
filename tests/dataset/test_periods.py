"""The years and months of a file, and the dates that leave out days."""

import numpy as np
import pandas as pd

from dashboard.dataset import edtf
from dashboard.dataset.periods import dates_with_gaps, is_gapped, period_bounds, periods_of, periods_of_dates_with_gaps


def days(first: list[str], last: list[str]) -> pd.DataFrame:
    """Return first and last days as an events frame has them; `NaT` is a missing one."""
    columns = {"date_earliest": first, "date_latest": last}
    return pd.DataFrame({name: np.array(given, dtype="datetime64[s]") for name, given in columns.items()})


def test_years_are_offered_with_their_months_where_these_are_few():
    bounds = days(["2010-05-01", "2016-08-25", "NaT"], ["2012-05-31", "NaT", "NaT"])
    assert periods_of(bounds) == ("2010", "2010-05", "2012", "2012-05", "2016", "2016-08")
    assert periods_of(days([], [])) == ()


def test_months_are_not_offered_beyond_two_years_of_them():
    months = [f"201{year}-{month:02}-01" for year in (0, 1) for month in range(1, 13)]
    assert len(periods_of(days(months, months))) == 2 + 24
    months.append("2012-01-01")
    assert periods_of(days(months, months)) == ("2010", "2011", "2012")


def test_the_bounds_of_periods_are_numbers_of_days_from_1970():
    assert period_bounds(("1970", "1970-02")).tolist() == [[0, 364], [31, 58]]
    assert period_bounds(()).shape == (0, 2)


def test_a_set_or_unspecified_digits_may_leave_out_days_an_interval_does_not():
    assert is_gapped("[2016-08-22,2016-08-25]")
    assert is_gapped("201X-05")
    assert not is_gapped("2016-08-22/2016-08-25")
    assert list(dates_with_gaps(("2016", "201X", "[2014,2016]"))) == [1, 2]


def test_a_date_that_leaves_out_days_lies_in_no_period_that_it_leaves_out():
    periods = ("2016", "2016-07", "2016-08", "2017", "2018")
    gapped = dates_with_gaps(("[2016-08-22,2018]",))
    assert [periods[n] for n, _ in periods_of_dates_with_gaps(periods, gapped)] == ["2016", "2016-08", "2018"]


def test_in_which_periods_such_dates_may_lie_is_what_each_date_says_itself():
    gapped = dates_with_gaps(("[2016-08-22,2018]", "201X-05", "[..2010-03,2016-08-25]", "[2010,2016-08..]"))
    periods = tuple(f"{year}{month}" for year in range(2009, 2020) for month in ("", "-03", "-05", "-08"))
    expected = {
        (n, number)
        for n, period in enumerate(map(edtf.parse, periods))
        for number, dated in gapped.items()
        if dated.may_lie_in(period.earliest, period.latest)
    }
    pairs = periods_of_dates_with_gaps(periods, gapped)
    assert set(map(tuple, pairs.tolist())) == expected
    assert len(pairs) == len(expected) > 40
    assert periods_of_dates_with_gaps(periods, {}).shape == (0, 2)
