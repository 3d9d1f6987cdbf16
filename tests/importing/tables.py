"""Tables as lists, imported with a gazetteer of a few cities."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from dashboard.importing import gazetteer
from dashboard.importing.cells import cell_of
from dashboard.importing.importer import ImportResult, import_table
from dashboard.importing.options import ImportOptions
from dashboard.importing.previous import NO_FILE, Previous
from dashboard.importing.tables import Table

Rows = Iterable[Sequence[object]]


def _city(geonames: int, name: str, where: str, point: tuple[float, float], population: int, *others: str) -> dict:
    """Return a record; `where` is the country, followed by the letters of the state if it has states."""
    latitude, longitude = point
    country, _, state = where.partition("-")
    return {
        "geonameid": geonames,
        "name": name,
        "countrycode": country,
        "latitude": latitude,
        "longitude": longitude,
        "population": population,
        "admin1code": state or "00",
        "alternatenames": list(others),
    }


LARGE_CITIES = (
    _city(2643743, "London", "GB", (51.50853, -0.12574), 8961989, "Londres", "런던"),
    _city(6058560, "London", "CA", (42.98339, -81.23304), 422324),
    _city(2761369, "Vienna", "AT", (48.20849, 16.37208), 1691468, "Wien", "Viena"),
    _city(4791160, "Vienna", "US-VA", (38.90122, -77.26526), 16522),
    _city(1835848, "Seoul", "KR", (37.566, 126.9784), 10349312, "서울", "Séoul"),
    _city(498817, "Saint Petersburg", "RU", (59.93863, 30.31413), 5351935, "St. Petersburg", "St Petersburg"),
    _city(4171563, "St. Petersburg", "US-FL", (27.77086, -82.67927), 257083),
    _city(3621849, "San José", "CR", (9.93333, -84.08333), 335007),
    _city(3621841, "San José", "CR", (10.09, -84.1), 31430),
    _city(1880252, "Singapore", "SG", (1.28967, 103.85007), 5638700),
    _city(1871859, "Pyongyang", "KP", (39.03385, 125.75432), 3222000, "평양", "P'yŏngyang"),
    _city(2300379, "Ho", "GH", (6.60084, 0.4713), 130701, "No"),
    _city(111453, "Yasuj", "IR", (30.66824, 51.58796), 96786, "YES"),
    _city(5128581, "New York City", "US-NY", (40.71427, -74.00597), 8804190, "NYC", "New York"),
    _city(5781770, "North Salt Lake", "US-UT", (40.84856, -111.90688), 19796, "North"),
    _city(5391959, "Richmond", "US-CA", (37.93576, -122.34775), 110567),
    _city(4781708, "Richmond", "US-VA", (37.55376, -77.46026), 226610),
    _city(6122085, "Richmond", "CA", (49.17003, -123.13683), 182000),
    _city(4140963, "Washington", "US-DC", (38.89511, -77.03637), 689545, "Washington D.C."),
    _city(4145381, "Wilmington", "US-DE", (39.74595, -75.54659), 71948),
    _city(4499379, "Wilmington", "US-NC", (34.22573, -77.94471), 115933),
    _city(4990729, "Detroit", "US-MI", (42.33143, -83.04575), 633218),
    _city(4835797, "Hartford", "US-CT", (41.76371, -72.68509), 121054),
    _city(5570160, "Redding", "US-CA", (40.58654, -122.39168), 92590),
    _city(5641727, "Bozeman", "US-MT", (45.67965, -111.03856), 45250, "Missouri"),
    _city(5151891, "Delaware", "US-OH", (40.29867, -83.06797), 39267),
    _city(4544349, "Oklahoma City", "US-OK", (35.46756, -97.51643), 681054, "Oklahoma"),
    _city(943882, "Virginia", "ZA", (-28.10391, 26.86593), 122502),
    _city(1735195, "Sabak Bernam", "MY", (3.7698, 100.9879), 31028, "Sabah"),
    _city(1819729, "Hong Kong", "HK", (22.27832, 114.17469), 7396076, "Victoria"),
    _city(6174041, "Victoria", "CA", (48.4359, -123.35155), 289625),
    _city(241131, "Victoria", "SC", (-4.62001, 55.45501), 26450),
    _city(3067696, "Prague", "CZ", (50.08804, 14.42076), 1165581, "Praha"),
    _city(524901, "Moscow", "RU", (55.75222, 37.61556), 10381222),
    _city(2464470, "Tunis", "TN", (36.81897, 10.16579), 693210),
    _city(1273294, "Delhi", "IN", (28.65195, 77.23149), 11034555, "New Delhi"),
    _city(1261481, "New Delhi", "IN", (28.63576, 77.22445), 317797),
    _city(3576022, "Saint John’s", "AG", (17.12096, -61.84329), 51737, "St. John's"),
    _city(1816670, "Beijing", "CN", (39.9075, 116.39723), 18960744, "Peking"),
    _city(6075292, "Mission", "CA", (49.13298, -122.30258), 41519),
    _city(2517117, "Granada", "ES", (37.18817, -3.60667), 233764),
    _city(1282027, "Male", "MV", (4.17521, 73.50916), 103693),
    _city(2260535, "Brazzaville", "CG", (-4.26613, 15.28318), 1284609),
    _city(2925533, "Frankfurt am Main", "DE", (50.11552, 8.68417), 650000, "Frankfurt"),
    _city(2925535, "Frankfurt (Oder)", "DE", (52.34714, 14.55062), 57107, "Frankfurt"),
)
SMALL_CITIES = (
    *LARGE_CITIES,
    _city(3038999, "Soldeu", "AD", (42.57688, 1.66769), 602),
    _city(4298960, "London", "US-KY", (37.12898, -84.08326), 8126),
    _city(4740629, "West", "US-TX", (31.80238, -97.0914), 2883),
    _city(5194026, "Home", "US-PA", (40.74, -79.1), 1377),
    _city(2634894, "Wales", "GB", (53.34061, -1.28162), 7011),
    _city(2971094, "Us", "FR", (49.1, 1.97), 1248),
    _city(5499600, "Zia Pueblo", "US-NM", (35.5, -106.7), 737, "Cia"),
    _city(2286304, "Koréa", "CI", (6.6, -5.6), 3012),
    _city(3465716, "Congo", "BR", (-7.8, -36.66), 4933),
)


def use_few_cities(monkeypatch: Any) -> list[int]:
    """Put a few cities in the place of the gazetteer; return the sizes of those that are read, as they are read."""
    read: list[int] = []

    def records(min_population: int) -> Iterable[Mapping[str, Any]]:
        read.append(min_population)
        return LARGE_CITIES if min_population == gazetteer.LARGE else SMALL_CITIES

    monkeypatch.setattr(gazetteer, "_records", records)
    return read


def table_of(rows: Rows, file: str = "cases.csv", sheet: str | None = None) -> Table:
    """Return rows as a table; blank cells are None or empty texts."""
    cells = (
        tuple(
            cell
            for column, value in enumerate(row)
            if (cell := cell_of(number, column, "" if value is None else value))  # type: ignore[arg-type]
        )
        for number, row in enumerate(rows, 1)
    )
    return Table(file, sheet, tuple(row for row in cells if row))


def imported(rows: Rows, previous: Previous = NO_FILE, **options: Any) -> ImportResult:
    """Import rows."""
    return import_table(table_of(rows), ImportOptions(**options), previous)


def file_of(rows: Rows, **options: Any) -> dict[str, Any]:
    """Return the event file that rows come to, as plain values."""
    result = imported(rows, **options)
    assert result.text is not None, problems(result)
    return yaml.safe_load(result.text)


def event_of(headings: str, *cells: object) -> dict[str, Any]:
    """Return the only event of a table of one row; the headings have commas between them."""
    (event,) = file_of([headings.split(","), cells])["events"]
    return event


def problems(result: ImportResult) -> list[str]:
    """Return what is wrong with a table, each at its place."""
    return [problem.located(result.report.table.name) for problem in result.report.problems]


def problem_of(headings: str, *cells: object) -> str:
    """Return the only problem of a table of one row."""
    (problem,) = problems(imported([headings.split(","), cells]))
    return problem
