"""States, provinces and other regions by their names in ISO 3166-2: many a town is called like one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.dataset.countries import country_names
from dashboard.dataset.country_points import with_article
from dashboard.importing.gazetteer import name_key

_KINDS = frozenset(("State", "Province", "Country", "Land", "Nation", "Republic", "Autonomous region",
                    "Autonomous community"))  # fmt: skip
"""Regions that are named as places. Districts, communes and the like are called after their town, which is meant."""


@dataclass(frozen=True)
class Region:
    """A part of a country."""

    country: str
    is_state: bool

    @property
    def description(self) -> str:
        """What it is: `a state of the United States`."""
        return f"a {'state' if self.is_state else 'region'} of {with_article(country_names()[self.country])}"


def regions_named(name: str, country: str | None = None) -> list[Region]:
    """Return the regions of a name, in one country if it is given."""
    return [each for each in _regions().get(name_key(name), ()) if country in (None, each.country)]


@cache
def _regions() -> Mapping[str, tuple[Region, ...]]:
    import pycountry

    found: dict[str, tuple[Region, ...]] = {}
    for each in pycountry.subdivisions:
        if each.type in _KINDS and each.country_code in country_names():
            key = name_key(each.name.partition("[")[0])  # `Wales [Cymru GB-CYM]`
            region = Region(each.country_code, each.type == "State")
            found[key] = (*found.get(key, ()), region)
    return found
