"""Columns of texts as numbers."""

import numpy as np
import pandas as pd

from dashboard.dataset.categorical import CategoricalColumn, categorical_column


def test_texts_become_numbers_and_missing_ones_are_no_text():
    codes = categorical_column(pd.Series(["b", None, "a", "b"], dtype="str"))
    assert codes.values == ("b", "a")
    assert codes.codes.tolist() == [0, -1, 1, 0]
    assert codes.isin(("a", "c")).tolist() == [False, False, True, False]
    assert codes.isin(()).tolist() == [False] * 4
    assert codes.count_by_value(np.array([True, True, False, True])) == {"b": 2}
    nothing = CategoricalColumn(np.array([-1, -1]), ())
    assert nothing.isin(("a",)).tolist() == [False, False]
    assert nothing.count_by_value(np.array([True, True])) == {}
