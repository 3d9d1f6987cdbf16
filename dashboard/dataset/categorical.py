"""A column of texts as whole numbers, which are quicker to compare and to count than texts."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class CategoricalColumn:
    """A column of texts: `values[codes[i]]` is that of row i, and code -1 stands for a missing one.

    A mask, `kept`, has the shape (rows,), and so have `codes`.
    """

    codes: np.ndarray
    values: tuple[str, ...]

    def isin(self, wanted: Collection[str]) -> np.ndarray:
        """Return a mask of the rows that hold one of these texts."""
        return self.where(np.array([value in wanted for value in self.values], dtype=bool))

    def where(self, holds: np.ndarray) -> np.ndarray:
        """Return a mask of rows from one of `values`, shape (values,); it never keeps a missing text."""
        return np.asarray(np.append(holds, False)[self.codes])

    def count_codes(self, kept: np.ndarray) -> np.ndarray:
        """Return how many of the rows kept hold each of `values`."""
        return np.asarray(np.bincount(self.codes[kept] + 1, minlength=len(self.values) + 1)[1:])

    def count_by_value(self, kept: np.ndarray) -> dict[str, int]:
        """Return how many of the rows kept hold each text, in the order of `values`, without those of none."""
        return {value: n for value, n in zip(self.values, self.count_codes(kept).tolist(), strict=True) if n}


def categorical_column(column: pd.Series) -> CategoricalColumn:
    """Return a column of texts as numbers, the texts in the order in which they first come."""
    codes, values = pd.factorize(column)
    return CategoricalColumn(codes, tuple(map(str, values)))
