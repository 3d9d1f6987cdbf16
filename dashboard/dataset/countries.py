"""Name the countries of the world, and tell which points lie surely outside of them."""

from functools import cache

from babel import Locale

# CLDR names these territories beside those of ISO 3166-1: reserved, grouping and private-use codes.
_NOT_ISO_3166_1 = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])


@cache
def country_names() -> dict[str, str]:
    """Return the English name of every ISO 3166-1 alpha-2 code, from CLDR."""
    territories = Locale("en").territories
    return {c: n for c, n in sorted(territories.items()) if len(c) == 2 and c not in _NOT_ISO_3166_1}
