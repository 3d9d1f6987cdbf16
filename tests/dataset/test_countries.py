"""Countries: their names, and the points that lie surely outside of them."""

import csv
import runpy
from pathlib import Path

import pytest

from dashboard.dataset import countries
from dashboard.dataset.countries import country_names, outside

# Coordinates of GeoNames, to a hundredth of a degree or better.
INSIDE = {
    "Pyongyang": ("KP", 39.03385, 125.75432),
    "Rason": ("KP", 42.24888, 130.30019),
    "Seoul": ("KR", 37.566, 126.9784),
    "Jeju": ("KR", 33.50972, 126.52194),
    "Tokyo": ("JP", 35.6895, 139.69171),
    "Okinawa": ("JP", 26.33583, 127.80139),
    "Beijing": ("CN", 39.9075, 116.39723),
    "Dandong": ("CN", 40.12917, 124.39472),
    "Yanji": ("CN", 42.88825, 129.50241),
    "Hong Kong": ("HK", 22.27832, 114.17469),
    "Hong Kong, as a part of China": ("CN", 22.27832, 114.17469),
    "Macao": ("MO", 22.20056, 113.54611),
    "Taipei": ("TW", 25.04776, 121.53185),
    "Ulaanbaatar": ("MN", 47.90771, 106.88324),
    "Moscow": ("RU", 55.75222, 37.61556),
    "St. Petersburg": ("RU", 59.93863, 30.31413),
    "Vladivostok": ("RU", 43.10562, 131.87353),
    "Kaliningrad": ("RU", 54.70649, 20.51095),
    "Anadyr": ("RU", 64.73424, 177.5103),
    "Uelen, beyond the antimeridian": ("RU", 66.15931, -169.80928),
    "Minsk": ("BY", 53.90019, 27.56653),
    "Kyiv": ("UA", 50.45466, 30.5238),
    "Sevastopol, in Ukraine": ("UA", 44.60795, 33.52134),
    "Pristina, in Serbia": ("RS", 42.67272, 21.16688),
    "London": ("GB", 51.50853, -0.12574),
    "Lerwick": ("GB", 60.15339, -1.14427),
    "Paris": ("FR", 48.85341, 2.3488),
    "Ajaccio": ("FR", 41.91886, 8.73812),
    "Cayenne, in France": ("FR", 4.93333, -52.33333),
    "Cayenne": ("GF", 4.93333, -52.33333),
    "Saint-Denis de La Réunion, in France": ("FR", -20.88231, 55.4504),
    "Nouméa, in France": ("FR", -22.27631, 166.4572),
    "Nouméa": ("NC", -22.27631, 166.4572),
    "Papeete, in France": ("FR", -17.53733, -149.5665),
    "Las Palmas": ("ES", 28.09973, -15.41343),
    "Ceuta": ("ES", 35.88933, -5.31979),
    "Ponta Delgada": ("PT", 37.73952, -25.66874),
    "Funchal": ("PT", 32.66568, -16.92547),
    "Longyearbyen": ("NO", 78.22334, 15.64689),
    "Oslo": ("NO", 59.91273, 10.74609),
    "Mariehamn, in Finland": ("FI", 60.09726, 19.93481),
    "Rome": ("IT", 41.89193, 12.51133),
    "Vatican City": ("VA", 41.90268, 12.45414),
    "Monaco": ("MC", 43.73333, 7.41667),
    "Valletta": ("MT", 35.89968, 14.5148),
    "Bern": ("CH", 46.94809, 7.44744),
    "Vienna": ("AT", 48.20849, 16.37208),
    "Singapore": ("SG", 1.28967, 103.85007),
    "Kuala Lumpur": ("MY", 3.1412, 101.68653),
    "Port Blair": ("IN", 11.66613, 92.74635),
    "Jakarta": ("ID", -6.21462, 106.84513),
    "Washington": ("US", 38.89511, -77.03637),
    "Honolulu": ("US", 21.30694, -157.85833),
    "Anchorage": ("US", 61.21806, -149.90028),
    "Attu, beyond the antimeridian": ("US", 52.9, 172.91),
    "Hagåtña": ("GU", 13.47567, 144.74886),
    "Hagåtña, in the United States": ("US", 13.47567, 144.74886),
    "San Juan, in the United States": ("US", 18.46633, -66.10572),
    "Hanga Roa": ("CL", -27.15474, -109.43241),
    "Puerto Ayora": ("EC", -0.74018, -90.31381),
    "Brasília": ("BR", -15.77972, -47.92972),
    "Lima": ("PE", -12.04318, -77.02824),
    "Havana": ("CU", 23.13302, -82.38304),
    "Pretoria": ("ZA", -25.74486, 28.18783),
    "Cairo": ("EG", 30.06263, 31.24967),
    "Kastellorizo": ("GR", 36.14889, 29.59361),
    "Satawal": ("FM", 7.382, 147.0322),
    "Conakry": ("GN", 9.53795, -13.67729),
    "Kuwait": ("KW", 29.36972, 47.97833),
    "Suva": ("FJ", -18.14161, 178.44149),
    "Labasa, close to the antimeridian": ("FJ", -16.4332, 179.36451),
    "Lomaloma, beyond the antimeridian": ("FJ", -17.28, -178.98),
    "Wellington": ("NZ", -41.28664, 174.77557),
    "Waitangi, on the Chatham Islands": ("NZ", -43.95353, -176.55973),
    "Tarawa": ("KI", 1.3278, 172.97696),
    "Kiritimati": ("KI", 1.98, -157.48),
    "the South Pole": ("AQ", -90, 0),
    "a province, to a whole degree": ("CN", 43, 126),
    "a territory without a box": ("CX", 51.5, 0),
    "no country": ("ZZ", 51.5, 0),
}

OUTSIDE = {
    "London with its longitude as latitude": ("GB", -0.12574, 51.50853),
    "London far to the east": ("GB", 51.50853, 51),
    "London in the south": ("GB", -51.50853, -0.12574),
    "Moscow with latitude and longitude swapped": ("RU", 37.61556, 55.75222),
    "St. Petersburg with latitude and longitude swapped": ("RU", 30.31413, 59.93863),
    "Vladivostok in the west": ("RU", 43.10562, -131.87353),
    "Vladivostok in the south": ("RU", -43.10562, 131.87353),
    "Minsk with latitude and longitude swapped": ("BY", 27.56653, 53.90019),
    "Seoul in the west": ("KR", 37.566, -126.9784),
    "Seoul in China": ("CN", -37.566, 126.9784),
    "Seoul in Russia": ("RU", 37.566, 126.9784),
    "Pyongyang in the United States": ("US", 39.03385, 125.75432),
    "Washington in the east": ("US", 38.89511, 77.03637),
    "Rome in Germany": ("DE", 41.89193, 12.51133),
    "Rome with latitude and longitude swapped": ("IT", 12.51133, 41.89193),
    "Lisbon in France": ("FR", 38.71667, -9.13333),
    "Suva in the north": ("FJ", 18.14161, 178.44149),
    "Tarawa in the south": ("KI", -21.3278, 172.97696),
    "0, 0": ("GH", 0, 0),
    "0, 0 for Korea": ("KP", 0, 0),
}


@pytest.fixture(scope="module")
def boxes() -> list[dict[str, str]]:
    with Path(countries.__file__).with_name("countries.csv").open(newline="") as table:
        return list(csv.DictReader(table))


def test_countries_are_the_249_of_iso_3166_1_the_25_that_are_no_more_and_kosovo():
    assert len(country_names()) == 249 + 25 + 1
    assert {"KP", "KR", "RU", "NO", "NA", "TW", "PS", "AX"} < set(country_names())


@pytest.mark.parametrize("place", INSIDE.values(), ids=INSIDE)
def test_a_real_place_is_not_outside_its_country(place):
    assert not outside(*place)


@pytest.mark.parametrize("place", OUTSIDE.values(), ids=OUTSIDE)
def test_a_point_far_from_its_country_is_outside(place):
    assert outside(*place)


def test_a_point_less_than_a_degree_and_a_half_from_a_box_is_not_outside(boxes):
    (monaco,) = (box for box in boxes if box["code"] == "MC")
    west, south, east, north = (float(monaco[side]) for side in ("west", "south", "east", "north"))
    for latitude, longitude in ((north + 1.4, west - 1.4), (south - 1.4, east + 1.4)):
        assert not outside("MC", latitude, longitude)
    for latitude, longitude in ((north + 1.6, west), (south - 1.6, west), (north, west - 1.6), (north, east + 1.6)):
        assert outside("MC", latitude, longitude)


def test_every_point_of_the_shipped_file_lies_in_its_country(shipped):
    placed = {p: it for p, it in shipped.records.places.items() if it.lat is not None and it.country}
    assert len(placed) > 5
    assert [p for p, it in placed.items() if outside(it.country, it.lat, it.lon)] == []


def test_boxes_are_of_countries_and_within_the_globe(boxes):
    assert {box["code"] for box in boxes} < set(country_names())
    assert len({box["code"] for box in boxes}) == 238
    for box in boxes:
        assert -90 <= float(box["south"]) < float(box["north"]) <= 90
        assert {-180 <= float(box[side]) <= 180 for side in ("west", "east")} == {True}


def test_only_boxes_of_five_countries_cross_the_antimeridian(boxes):
    across = {box["code"] for box in boxes if float(box["west"]) > float(box["east"])}
    assert across == {"FJ", "KI", "NZ", "RU", "US"}


# How the table is made

MAKE = runpy.run_path(str(Path(__file__).with_name("country_boxes.py")))


def test_a_ring_across_the_antimeridian_goes_on_beyond_180():
    lines = [
        [(170.0, 60.0), (180.0, 65.0)],
        [(-180.0, 65.0), (-170.0, 66.0), (-180.0, 62.0)],
        [(180.0, 62.0), (170.0, 60.0)],
    ]
    assert MAKE["box_of"]([0, 1, 2], lines) == (170, 60, 190, 66)
    assert MAKE["box_of"]([~2, ~1, ~0], lines) == (170, 60, 190, 66)


def test_a_ring_round_the_globe_takes_in_the_pole():
    lines = [[(-180.0, -70.0), (-60.0, -65.0), (60.0, -72.0), (180.0, -70.0)]]
    assert MAKE["box_of"]([0], lines) == (-180, -90, 180, -65)


def test_parts_at_most_ten_degrees_apart_share_a_box_also_across_the_antimeridian():
    apart = [(0, 0, 1, 1), (11, 0, 12, 1), (22.5, 0, 23, 1), (0, 11, 1, 12)]
    assert MAKE["joined"](apart) == [(22.5, 0, 23, 1), (0, 0, 12, 12)]
    assert MAKE["joined"]([(175, 0, 178, 1), (-179, 2, -178, 3)]) == [(175, 0, 182, 3)]


def test_a_country_of_topojson_goes_by_its_alpha_2_code_and_what_has_no_code_is_left_out():
    geometry = {"type": "Polygon", "arcs": [[0]], "id": "203"}
    topology = {
        "transform": {"scale": [0.1, 0.2], "translate": [12.34, 49.0]},
        "arcs": [[[0, 0], [20, 0], [0, 20], [-20, 0], [0, -20]]],
        "objects": {"countries": {"geometries": [geometry, {**geometry, "id": "-99"}]}},
    }
    assert MAKE["parts_by_country"](topology) == {"CZ": [pytest.approx((12.34, 49, 14.34, 53))]}
