"""Which country a text names, and what a wrong country code is taken for."""

import subprocess
import sys

import pycountry
import pytest
from babel import Locale

from dashboard.dataset.countries import country_names, outside
from dashboard.dataset.country_spellings import countries_named, country_meant, country_named, country_with_code
from tests.builders import HEAD, dataset, event, selection
from tests.dataset.event_files import DEFECTION, message_of

MEANT = {
    # codes
    "ru": "RU", "su": "SU", "RUS": "RU", "AUT": "AT", "643": "RU", "SUN": "SU", "CSK": "CS",
    # short, official and withdrawn names of ISO 3166
    "Republic of Korea": "KR", "Korea, Republic of": "KR", "Democratic People's Republic of Korea": "KP",
    "Iran, Islamic Republic of": "IR", "United Kingdom of Great Britain and Northern Ireland": "GB",
    "Union of Soviet Socialist Republics": "SU", "German Democratic Republic": "DD",
    # names of our own for countries that are no more
    "Soviet Union": "SU", "East Germany": "DD", "Czechoslovakia": "CS", "Yugoslavia": "YU",
    # common others
    "UK": "GB", "Britain": "GB", "USA": "US", "U.S.A.": "US", "USSR": "SU", "Burma": "MM", "the Netherlands": "NL",
    # CLDR, in any language
    "Kosovo": "XK", "Russland": "RU", "Россия": "RU", "Corée du Sud": "KR", "中国": "CN", "Áo": "AT", "Alemania": "DE",
    # nearly one, and the beginning of one
    "Germny": "DE", "Swizerland": "CH", "Bosnia": "BA",
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), MEANT.items())
def test_a_country_is_known_by_its_codes_and_names(text, code):
    assert country_meant(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Korea", "Congo", "Virgin Islands",  # of several countries
        "Serbia and Montenegro", "SCG",  # its code, CS, is that of Czechoslovakia here
        "Prussia", "Slavonia", "Mars", "Niger State", "GER", "SUI", "EU", "XX", "", "unknown",
        "French Afars and Issas",  # its code, AI, is that of Anguilla today
    ],
)  # fmt: skip
def test_what_names_no_country_or_several_is_taken_for_none(text):
    assert country_meant(text) is None


ABBREVIATED = {
    "CZ": "Czech Rep.|Czech Rep|the Czech Rep.", "KR": "S. Korea|S Korea|S.Korea|Rep. of Korea|Korea (South)|"
    "Korea, South|Korea South|Korea, Rep. of|South-Korea|R.O.K.", "KP": "N. Korea|N.Korea|NK|D.P.R.K.|D.P.R. Korea|"
    "Korea (North)|Korea, North|Korea (DPRK)|Dem. People's Rep. of Korea",
    "CN": "P.R. China|P. R. China|PRC|P.R.C.|China (PRC)", "RU": "Russian Fed.|the Russian Fed",
    "US": "U.S.A.|United States (USA)|Utd. States", "GB": "the UK|U.K.|Gr. Britain", "AE": "U.A.E.",
    "DE": "W.Germany|Fed. Rep. of Germany|Germany (West)", "DD": "E. Germany", "NL": "Netherlands, the",
    "ZA": "S. Africa", "TL": "E. Timor", "MM": "Burma (Myanmar)", "IR": "Isl. Rep. of Iran", "MH": "Marshall Isl.",
    "CD": "DRC|Congo (Kinshasa)|Congo, Dem. Rep.", "CG": "Congo (Brazzaville)|Congo, Republic of the",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"), [(text, code) for code, all_ in ABBREVIATED.items() for text in all_.split("|")]
)
def test_a_name_may_be_abbreviated_or_turned_round(text, code):
    assert country_named(text) == country_meant(text) == code


@pytest.mark.parametrize("text", ["the US", "The U.S.", "U.S.", "U. S.", "u.s."])
def test_a_code_may_have_an_article_and_dots(text):
    assert country_with_code(text) == country_meant(text) == "US"


@pytest.mark.parametrize(
    "text",
    [
        "S. Kim",
        "North",
        "W.",
        "Rep.",
        "the",
        "us",
        "no",
        "L.A.",
        "C.A.",
        "P. A.",
        "China (Taiwan)",
        "Russia (USSR)",
        "Rep. Rep. Fed. Dem. Isl.",
    ],
)
def test_words_that_look_abbreviated_name_no_country(text):
    assert (country_named(text), country_with_code(text)) == (None, None)


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Korea", ("KP", "KR")), ("the Congo", ("CG", "CD")), ("South Korea", ()), ("Austria", ())],
)
def test_the_countries_that_share_a_name_are_known(text, codes):
    assert countries_named(text) == codes


def test_a_code_is_not_a_name():
    assert country_named("Austria") == "AT"
    assert country_named("AT") is None


@pytest.mark.parametrize("code", ["SU", "DD", "YU", "CS", "XK"])
def test_countries_that_are_no_more_and_kosovo_are_read_named_and_found(code):
    text = (
        HEAD
        + f"places: {{here: {{name: Here, country: {code}, lat: 50, lon: 20}}}}\nevents:\n"
        + event("a", "defection", origin=code, post="{place: here}", destination=f"{{status: known, country: {code}}}")
    )
    name = country_names()[code]
    assert selection(text, f"post={code}&to={code}").filter_words == {
        "post": f"posted in {name}",
        "to": f"destination {name}",
    }
    for query in (name, name.lower()):
        assert len(selection(text, f"q={query}")) == 1
    assert not outside(code, -80, 0)  # no boxes are known of it, so nothing is surely outside


def test_the_withdrawn_codes_are_those_of_iso_3166_3_that_no_country_has_now():
    current = {country.alpha_2 for country in pycountry.countries}
    withdrawn = {country.alpha_2 for country in pycountry.historic_countries} - current
    assert set(country_names()) == current | withdrawn | {"XK"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Britain", True),
        ("Republic of Korea", True),
        ("Vereinigtes Königreich", True),
        ("S. Korea", True),
        ("N. Korea", False),
        ("Korea, South", True),
        ("Japan", False),
        ("Norwegen", False),
    ],
)
def test_a_search_finds_a_country_by_its_other_names(text, found):
    of = dataset(
        HEAD + "events:\n" + event("a", "defection", post="{country: GB}", destination="{status: known, country: KR}")
    )
    assert bool(len(selection(of, f"q={text}"))) is found


def test_a_text_that_holds_the_words_is_found_beside_the_country_that_they_name():
    of = dataset(
        HEAD
        + "events:\n"
        + event("a", "defection", post="{country: KR}")
        + event("b", "defection", summary="In the Republic of Korea", post="{country: FR}")
        + event("c", "defection", post="{country: JP}")
    )
    assert selection(of, "q=Republic of Korea").events["id"].tolist() == ["a", "b"]


@pytest.mark.parametrize(("text", "code"), [("SUN", "SU"), ("Britain", "GB"), ("Republic of Korea", "KR")])
def test_a_name_in_place_of_a_code_is_told_its_code(text, code):
    assert f"did you mean '{code}'?" in message_of(f"{DEFECTION}    origin: {text}\n")


def test_a_check_of_a_file_without_mistakes_loads_no_names_of_iso_3166(shipped_file):
    code = (
        "import sys; from pathlib import Path; from dashboard.dataset import check\n"
        "assert not check(Path(sys.argv[1])).problems\n"
        "print('pycountry' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, shipped_file], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_looking_a_name_up_leaves_the_data_of_languages_whole():
    assert country_named("Österreich") == "AT"
    assert Locale("hr").months["format"]["wide"][11] == "studenoga"
