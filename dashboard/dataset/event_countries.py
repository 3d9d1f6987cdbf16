"""Which events have a country: as origin, post, destination or place of context."""

from collections.abc import Callable, Collection

import numpy as np
import pandas as pd

from dashboard.dataset.categorical import categorical_column
from dashboard.dataset.frames import Frames


def country_search(frames: Frames) -> Callable[[Collection[str]], np.ndarray]:
    """Return a function from codes of countries to a mask of the events that have one of them."""
    events, locations = frames.events, frames.locations
    columns = [events[name] for name in ("origin", "post_country", "destination_country")]
    countries = categorical_column(pd.concat([*columns, locations["country"]], ignore_index=True))
    rows = np.concatenate([np.tile(np.arange(len(events)), len(columns)), locations["event"].to_numpy()])

    def in_countries(codes: Collection[str]) -> np.ndarray:
        found = np.zeros(len(events), dtype=bool)
        found[rows[countries.isin(codes)]] = True
        return found

    return in_countries
