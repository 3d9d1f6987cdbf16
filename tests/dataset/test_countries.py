"""Countries: their names, and the points that lie surely outside of them."""

from dashboard.dataset.countries import country_names


def test_countries_are_the_249_of_iso_3166_1():
    assert len(country_names()) == 249
    assert {"KP", "KR", "RU", "NO", "NA", "TW", "PS", "AX"} < set(country_names())
