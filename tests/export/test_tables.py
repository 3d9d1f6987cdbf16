"""CSV, JSON, GeoJSON and YAML of the selected events, against texts written by hand."""

import csv
import json
import re
from copy import deepcopy
from io import StringIO

import pandas as pd
import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from dashboard.dataset.reader import read_bytes
from dashboard.export import tables
from tests.builders import dataset, selection

EVENTS = """\
schema_version: 1
title: Defections
sources:
  herald: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26", URL: "https://example.org/1"}
places:
  london: {name: London, country: GB, lat: 51.50853, lon: -0.12574, precision: exact, geonames: 2643743}
  seoul: {name: Seoul, country: KR, lat: 37.566, lon: 126.9784}
  jilin: {name: Jilin, country: CN, lat: 43, lon: 126, precision: adm1}
  liaoning: {name: Liaoning, country: CN, lat: 41, lon: 123, precision: adm1}
  border: {name: Border, country: CN}
ranks:
  minister: {label: Minister}
  secretary: {label: Secretary}
events:
  - id: two-leave
    type: defection
    title: 'Two leave, "in haste"'
    persons:
      - {name: 김철삼, rank: minister, rank_as_stated: No. 2, position: deputy, organisation: Ministry}
      - {name: B. Ri, rank: secretary}
    origin: KP
    post: {mission: Embassy, section: trade, place: london}
    destination: {status: known, place: seoul}
    accompanied_by: [wife, two sons]
    status: confirmed
    credibility: 2
    milestones:
      - {kind: announcement, date: "2016-08-18~", by: Seoul, citations: [{source: herald, paragraph: "6"}]}
      - {kind: arrival, date: "2016-08", rival: true, citations: [{source: herald}]}
    summary: "They left.\\nNobody knows how."
  - id: namibia
    type: defection
    persons: [{name: null, label: Unidentified}]
    post: {country: NA}
    accompanied_by: []
    status: denied
    milestones: [{kind: departure, date: "[..0999-08-25]", citations: [{source: herald}]}]
  - id: nothing-known
    type: defection
    status: reported
  - id: provinces
    type: context
    title: Missions frozen
    places: [jilin, border, liaoning]
    status: reported
  - id: jilin
    type: context
    title: Fair
    places: [jilin]
    status: reported
    milestones: [{kind: report, date: "9999", citations: [{source: herald}]}]
"""

HEADER = (
    "id,type,title,name,rank,rank_as_stated,position,organisation,origin,post_country,post_place,post_mission,"
    "destination_status,destination_country,destination_place,accompanied_by,status,credibility,date_kind,date,"
    "date_earliest,date_latest,date_precision,latitude,longitude,place_precision,citations,summary,places,source_urls,"
    "conflicting_reports\r\n"
)

TWO_LEAVE = (
    'two-leave,defection,"Two leave, ""in haste""",김철삼; B. Ri,minister; secretary,No. 2,deputy,Ministry,KP,GB,'
    "London,Embassy,known,KR,Seoul,wife; two sons,confirmed,2,announcement,2016-08-18~,2016-08-15,2016-08-21,day,"
    '51.50853,-0.12574,exact,"The Herald, 26 August 2016, paragraph 6; The Herald, 26 August 2016",'
    '"They left.\nNobody knows how.",,https://example.org/1,1\r\n'
)
NAMIBIA = (
    "namibia,defection,,,,,,,,NA,,,,,,alone,denied,,departure,[..0999-08-25],,0999-08-25,wider,,,,"
    '"The Herald, 26 August 2016",,,https://example.org/1,0\r\n'
)
NOTHING_KNOWN = "nothing-known,defection,,,,,,,,,,,,,,,reported,,,,,,,,,,,,,,0\r\n"
PROVINCES = "provinces,context,Missions frozen,,,,,,,,,,,,,,reported,,,,,,,,,,,,Jilin; Border; Liaoning,,0\r\n"
JILIN = (
    "jilin,context,Fair,,,,,,,,,,,,,,reported,,report,9999,9999-01-01,9999-12-31,year,43.0,126.0,adm1,"
    '"The Herald, 26 August 2016",,Jilin,https://example.org/1,0\r\n'
)


DATASET = dataset(EVENTS)
ALL, NONE = selection(EVENTS), selection(EVENTS, ids=[])


@pytest.fixture(params=["shipped", "small"])
def whole(request, shipped):
    """Each of two datasets: that which ships, and the small one of this file."""
    return shipped if request.param == "shipped" else DATASET


def strictly(text: str):
    """Parse JSON as RFC 8259 has it, without the NaN that Python reads besides."""

    def refuse(constant: str):
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(text, parse_constant=refuse)


# CSV


def test_csv_holds_one_row_an_event_to_the_letter():
    assert tables.as_csv(ALL) == HEADER + TWO_LEAVE + NAMIBIA + NOTHING_KNOWN + PROVINCES + JILIN


def test_csv_holds_the_selected_rows_in_the_order_of_the_file():
    assert tables.as_csv(selection(EVENTS, ids=["jilin", "namibia"])) == HEADER + NAMIBIA + JILIN


def test_csv_of_nothing_is_its_header():
    assert tables.as_csv(NONE) == HEADER
    assert tables.as_csv(selection("schema_version: 1\ntitle: T\n")) == HEADER


def test_csv_is_read_back_to_the_same_values(whole):
    text = tables.as_csv(selection(whole))
    events = whole.frames.events.drop(columns="label")
    kinds = {
        c: "str" for c in events.columns if c not in ("latitude", "longitude", "credibility", "conflicting_reports")
    }
    # Without the defaults, which take the country NA for missing.
    back = pd.read_csv(
        StringIO(text, newline=""), dtype={**kinds, "credibility": "Int64"}, keep_default_na=False, na_values=[""]
    )
    for column in ("date_earliest", "date_latest"):
        back[column] = back[column].astype("datetime64[s]")
    assert_frame_equal(back, events)


def test_csv_of_the_shipped_file_has_31_fields_in_every_row(shipped):
    text = tables.as_csv(selection(shipped))
    assert [len(row) for row in csv.reader(StringIO(text, newline=""))] == [31] * 8


def test_the_table_holds_days_as_iso_texts():
    table = tables.export_rows(ALL)
    assert table["date_earliest"].dtype == "str"
    assert table["date_earliest"].fillna("").to_list() == ["2016-08-15", "", "", "", "9999-01-01"]
    assert table["date_latest"].fillna("").to_list() == ["2016-08-21", "0999-08-25", "", "", "9999-12-31"]
    assert list(table.index) == [0, 1, 2, 3, 4]


# JSON


def test_json_holds_whole_records():
    whole = strictly(tables.as_json(selection(EVENTS, ids=["two-leave"])))
    assert whole["schema_version"] == 1
    assert whole["title"] == "Defections"
    assert whole["events"] == [
        {
            "id": "two-leave",
            "type": "defection",
            "title": 'Two leave, "in haste"',
            "persons": [
                {
                    "name": "김철삼",
                    "also_known_as": [],
                    "rank": "minister",
                    "rank_as_stated": "No. 2",
                    "position": "deputy",
                    "organisation": "Ministry",
                },
                {"name": "B. Ri", "also_known_as": [], "rank": "secretary"},
            ],
            "origin": "KP",
            "post": {"mission": "Embassy", "section": "trade", "place": "london"},
            "destination": {"status": "known", "place": "seoul"},
            "accompanied_by": ["wife", "two sons"],
            "status": "confirmed",
            "credibility": 2,
            "milestones": [
                {
                    "kind": "announcement",
                    "date": "2016-08-18~",
                    "by": "Seoul",
                    "rival": False,
                    "citations": [{"source": "herald", "paragraph": "6"}],
                },
                {"kind": "arrival", "date": "2016-08", "rival": True, "citations": [{"source": "herald"}]},
            ],
            "citations": [],
            "summary": "They left.\nNobody knows how.",
            "conflicting_reports": 1,
        }
    ]
    assert list(whole["events"][0])[-1] == "conflicting_reports"
    assert whole["sources"]["herald"] == {
        "type": "article-newspaper",
        "container-title": "The Herald",
        "issued": "2016-08-26",
        "URL": "https://example.org/1",
    }
    assert whole["places"]["london"] == {
        "name": "London",
        "country": "GB",
        "lat": 51.50853,
        "lon": -0.12574,
        "precision": "exact",
        "geonames": 2643743,
    }
    assert whole["ranks"]["minister"] == {"label": "Minister"}


def test_json_keeps_alone_apart_from_not_stated():
    alone, not_stated = strictly(tables.as_json(selection(EVENTS, ids=["namibia", "nothing-known"])))["events"]
    assert alone["accompanied_by"] == []
    assert "accompanied_by" not in not_stated


def test_json_of_nothing_has_no_events():
    assert strictly(tables.as_json(NONE))["events"] == []


def test_json_is_written_in_plain_letters():
    assert "김철삼" in tables.as_json(ALL)


def test_json_is_an_event_file_of_the_same_records(whole):
    text = tables.as_json(selection(whole))
    reading = read_bytes(text.encode())
    assert reading.problems == ()
    assert reading.dataset
    assert reading.dataset.records == whole.records


def test_json_of_some_events_is_an_event_file_too():
    reading = read_bytes(tables.as_json(selection(EVENTS, ids=["two-leave", "provinces"])).encode())
    assert reading.problems == ()
    assert reading.dataset
    assert reading.dataset.records.events == (DATASET.records.events[0], DATASET.records.events[3])


def test_json_holds_only_the_sources_places_and_ranks_that_its_events_refer_to():
    whole = strictly(tables.as_json(selection(EVENTS, ids=["jilin"])))
    assert list(whole["places"]) == ["jilin"]
    assert list(whole["sources"]) == ["herald"]
    assert whole["ranks"] == {}


# GeoJSON


def test_geojson_is_a_collection_of_one_feature_an_event():
    collection = strictly(tables.as_geojson(ALL))
    assert list(collection) == ["type", "features"]
    assert collection["type"] == "FeatureCollection"
    assert [feature["type"] for feature in collection["features"]] == ["Feature"] * 5
    assert [feature["id"] for feature in collection["features"]] == [
        "two-leave",
        "namibia",
        "nothing-known",
        "provinces",
        "jilin",
    ]


def test_geojson_places_a_defection_at_its_post_longitude_first():
    (feature,) = strictly(tables.as_geojson(selection(EVENTS, ids=["two-leave"])))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-0.12574, 51.50853]}


def test_geojson_places_context_at_all_its_places_that_have_coordinates():
    several, one = strictly(tables.as_geojson(selection(EVENTS, ids=["provinces", "jilin"])))["features"]
    assert several["geometry"] == {"type": "MultiPoint", "coordinates": [[126.0, 43.0], [123.0, 41.0]]}
    assert one["geometry"] == {"type": "Point", "coordinates": [126.0, 43.0]}


def test_geojson_of_an_event_without_coordinates_has_a_null_geometry():
    features = strictly(tables.as_geojson(selection(EVENTS, ids=["namibia", "nothing-known"])))["features"]
    assert [feature["geometry"] for feature in features] == [None, None]
    assert all("geometry" in feature for feature in features)


def test_the_properties_of_geojson_are_the_columns_of_the_csv():
    two_leave, jilin = strictly(tables.as_geojson(selection(EVENTS, ids=["two-leave", "jilin"])))["features"]
    assert list(two_leave["properties"]) == HEADER.strip().split(",")
    assert two_leave["properties"]["credibility"] == 2
    assert two_leave["properties"]["latitude"] == 51.50853
    assert two_leave["properties"]["date_earliest"] == "2016-08-15"
    assert two_leave["properties"]["name"] == "김철삼; B. Ri"
    assert {key: value for key, value in jilin["properties"].items() if value is not None} == {
        "id": "jilin",
        "type": "context",
        "title": "Fair",
        "status": "reported",
        "date_kind": "report",
        "date": "9999",
        "date_earliest": "9999-01-01",
        "date_latest": "9999-12-31",
        "date_precision": "year",
        "places": "Jilin",
        "source_urls": "https://example.org/1",
        "conflicting_reports": 0,
        "latitude": 43.0,
        "longitude": 126.0,
        "place_precision": "adm1",
        "citations": "The Herald, 26 August 2016",
    }


def test_geojson_of_nothing_has_no_features():
    assert strictly(tables.as_geojson(NONE)) == {"type": "FeatureCollection", "features": []}


# Purity


@pytest.mark.parametrize("write", [tables.export_rows, tables.as_csv, tables.as_json, tables.as_geojson])
def test_the_frames_stay_as_they_were(write):
    before = deepcopy(DATASET.frames)
    write(ALL)
    for name in ("events", "milestones", "locations", "persons"):
        assert_frame_equal(getattr(DATASET.frames, name), getattr(before, name))


# Spreadsheets

FORMULAS = """\
schema_version: 1
title: Defections
sources:
  s: {type: book, title: "=1+1", issued: "2016"}
places:
  p: {name: "+P", country: GB, lat: -33.5, lon: -0.12574, precision: exact}
  q: {name: "@Q", country: KR}
ranks:
  r: {label: "-R"}
events:
  - id: a
    type: defection
    title: "=HYPERLINK(\\"http://example.org\\",\\"x\\")"
    persons: [{name: "-2+3", rank: r, rank_as_stated: "@SUM(A1)", position: "\\tx", organisation: "＝1"}]
    post: {mission: "+1", place: p}
    destination: {status: known, place: q}
    accompanied_by: ["=wife", "=sons"]
    status: confirmed
    credibility: 1
    milestones: [{kind: arrival, date: "2016-08-25", citations: [{source: s}]}]
  - id: b
    type: defection
    title: "a=b-c+d@e"
    persons: [{name: "'quoted", position: " =x", organisation: "x\\n\\ny"}]
    accompanied_by: ["x\\n=1+1;", "y\\r\\n \\t-1"]
    status: reported
"""


def cells(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV as the cells that a spreadsheet sees."""
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe_in_every_column():
    first, _ = cells(tables.as_csv(selection(FORMULAS)))
    assert {column: text for column, text in first.items() if text.startswith("'")} == {
        "title": '\'=HYPERLINK("http://example.org","x")',
        "name": "'-2+3",
        "rank_as_stated": "'@SUM(A1)",
        "position": "'\tx",
        "organisation": "'＝1",
        "post_place": "'+P",
        "post_mission": "'+1",
        "destination_place": "'@Q",
        "accompanied_by": "'=wife; '=sons",
        "citations": "'=1+1, 2016",
    }


def test_no_cell_of_a_csv_is_run_by_a_spreadsheet():
    for row in cells(tables.as_csv(selection(FORMULAS))):
        for column, text in row.items():
            # Some spreadsheets take semicolons or tabs for separators, so that a line break begins a cell too.
            for cell in re.split("[;\t\r\n]\\s*", text):
                assert column in ("latitude", "longitude") or not cell.startswith(tuple("=+-@\r\n＝＋－＠"))


def test_numbers_below_zero_stay_numbers():
    first, second = cells(tables.as_csv(selection(FORMULAS)))
    assert (first["latitude"], first["longitude"], first["credibility"]) == ("-33.5", "-0.12574", "1")
    assert (second["latitude"], second["longitude"], second["credibility"]) == ("", "", "")


def test_a_text_that_only_holds_such_a_sign_stays_as_it_is():
    _, second = cells(tables.as_csv(selection(FORMULAS)))
    assert [second[column] for column in ("title", "name", "position", "organisation")] == [
        "a=b-c+d@e",
        "'quoted",
        " =x",
        "x\n\ny",
    ]
    assert second["accompanied_by"] == "x\n'=1+1;; y\r\n \t'-1"


def test_json_and_geojson_hold_texts_as_written():
    event, _ = strictly(tables.as_json(selection(FORMULAS)))["events"]
    feature, _ = strictly(tables.as_geojson(selection(FORMULAS)))["features"]
    for title in (event["title"], feature["properties"]["title"]):
        assert title == '=HYPERLINK("http://example.org","x")'
    assert event["persons"][0]["name"] == feature["properties"]["name"] == "-2+3"
    assert feature["properties"]["post_place"] == "+P"
    assert feature["geometry"]["coordinates"] == [-0.12574, -33.5]


# GeoJSON as others read it


def test_geojson_is_valid_to_a_reader_of_rfc_7946(whole):
    collection = FeatureCollection.model_validate(strictly(tables.as_geojson(selection(whole))))
    assert [feature.id for feature in collection.features] == [event.id for event in whole.records.events]


# YAML


def reread(text: str):
    reading = read_bytes(text.encode())
    assert reading.dataset, reading.problems
    return reading.dataset.records


@pytest.mark.slow
@given(st.sets(st.sampled_from([event.id for event in DATASET.records.events])))
def test_yaml_and_json_of_any_events_read_back_as_that_part_of_the_file(ids):
    selected = selection(EVENTS, ids=ids)
    expected = tables.selected_records(selected)
    assert {event.id for event in expected.events} == ids
    assert reread(tables.as_yaml(selected)) == expected
    assert reread(tables.as_json(selected)) == expected


@pytest.mark.slow
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip))
def test_yaml_and_json_hold_any_text(text):
    quoted = '"' + "".join(f"\\U{ord(c):08X}" for c in text) + '"'
    selected = selection(
        f"schema_version: 1\ntitle: {quoted}\nevents: [{{id: a, type: defection, status: denied, summary: {quoted}}}]\n"
    )
    for written in (tables.as_yaml(selected), tables.as_json(selected)):
        assert reread(written) == selected.dataset.records
    assert json.loads(tables.as_json(selected))["title"] == text


def test_yaml_says_at_its_top_which_part_of_which_file_it_is():
    text = tables.as_yaml(selection(EVENTS, "post=GB&context=0"))
    assert text.split("\n\n")[0] == (
        "# Defections\n"
        "# 1 of 3 defections\n"
        "# Filter: posted in United Kingdom; without context\n"
        f"# Newest source: 26 August 2016. Event file: SHA-256 {DATASET.sha256[:12]}."
    )


def test_yaml_of_some_of_the_events_that_its_filters_keep_says_how_many_they_are():
    comment, *_ = tables.as_yaml(selection(EVENTS, "post=GB", ids=["two-leave"])).split("\n\n")
    assert "# Here 1 of these 3 events\n# Newest source: " in comment
    whole_comment, *_ = tables.as_yaml(selection(EVENTS, "post=GB")).split("\n\n")
    assert "Here" not in whole_comment


def test_yaml_says_how_sure_its_defections_are_unless_all_are_confirmed():
    comment, *_ = tables.as_yaml(ALL).split("\n\n")
    # Context has no part in it.
    assert "; 1 confirmed, 1 reported, 1 denied All events, no filter" in comment.replace("\n# ", " ")


def test_yaml_of_some_events_holds_only_the_sources_places_and_ranks_that_they_refer_to():
    records = reread(tables.as_yaml(selection(EVENTS, "q=fair")))
    assert (list(records.sources), list(records.places), list(records.ranks)) == (["herald"], ["jilin"], [])


def test_yaml_keeps_alone_apart_from_not_stated():
    _, alone, not_stated, *_ = reread(tables.as_yaml(ALL)).events
    assert (alone.accompanied_by, not_stated.accompanied_by) == ((), None)


def test_the_yaml_of_the_shipped_file_passes_the_check_without_a_warning(shipped):
    selected = selection(shipped)
    reading = read_bytes(tables.as_yaml(selected).encode())
    assert (reading.problems, reading.warnings) == ((), ())
    assert reading.dataset
    assert reading.dataset.records == tables.selected_records(selected)


# What the file leaves out


ORIGIN_LEFT_OUT = """\
schema_version: 1
title: Origin not stated
sources: {gazette: {type: article-newspaper, container-title: The Gazette, URL: "https://example.org/g"}}
places: {paris: {name: Paris, country: FR, lat: 48.86, lon: 2.35, precision: exact}}
events:
  - id: a
    type: defection
    title: A diplomat, nationality not reported, leaves
    persons: [{name: A. Nonym}]
    post: {mission: Embassy, place: paris}
    status: reported
    milestones: [{kind: departure, date: "2016-06-03", citations: [{source: gazette}]}]
"""


def test_an_origin_and_a_destination_that_the_file_leaves_out_are_empty_in_every_export():
    left_out = selection(ORIGIN_LEFT_OUT)
    (row,) = csv.DictReader(StringIO(tables.as_csv(left_out)))
    assert (row["origin"], row["destination_status"], row["destination_country"]) == ("", "", "")
    (feature,) = json.loads(tables.as_geojson(left_out))["features"]
    assert (feature["properties"]["origin"], feature["properties"]["destination_status"]) == (None, None)
    (event,) = json.loads(tables.as_json(left_out))["events"]
    assert "origin" not in event
    assert event["destination"] == {}
    written = tables.as_yaml(left_out)
    assert "origin:" not in written
    assert "destination:" not in written
    assert dataset(tables.as_json(left_out)).frames.events.equals(left_out.events)


PERSIAN = """\
schema_version: 1
title: پناهندگی دیپلمات‌ها
sources: {gazette: {type: article-newspaper, container-title: The Gazette}}
places: {teh: {name: "خیابان ولی‌عصر، تهران", country: IR}}
events:
  - id: fa
    type: context
    title: دیپلمات سفارت می‌گوید به خانه برنمی‌گردد
    places: [teh]
    status: reported
    milestones: [{kind: departure, date: "2010-02-03", citations: [{source: gazette}]}]
"""


def test_persian_is_read_without_a_warning_and_written_as_it_was():
    assert read_bytes(PERSIAN.encode()).warnings == ()
    of = selection(PERSIAN)
    for text in (tables.as_csv(of), tables.as_json(of), tables.as_yaml(of), tables.as_geojson(of)):
        assert "دیپلمات سفارت می‌گوید به خانه برنمی‌گردد" in text
    assert tables.as_yaml(of).startswith("# پناهندگی دیپلمات‌ها\n")


# Claims


CLAIMS = """\
schema_version: 1
title: Protests
sources:
  archive: {type: dataset, container-title: Archive, URL: "https://example.org/a"}
  herald: {type: article-newspaper, container-title: The Herald}
places: {lyon: {name: Lyon, country: FR}}
events:
  - id: p1
    type: context
    title: March in Lyon
    places: [lyon]
    status: confirmed
    summary: Some hundreds walk to the town hall.
    milestones:
      - {kind: report, date: "2020-03-05", citations: [{source: archive, paragraph: "1-2"}, {source: herald}]}
      - kind: official-response
        date: "[..2020-03]"
        by: Town
        stance: denied
        place: lyon
        note: =1+1
        rival: true
        citations: [{source: herald, paragraph: "3"}]
  - id: p2
    type: context
    title: Sit-in
    status: denied
    milestones: [{kind: report, citations: [{source: archive}]}]
"""

CLAIM_HEADER = "event,kind,date,date_earliest,date_latest,place,by,stance,conflicts,sources,urls,paragraphs,note\r\n"


def test_every_claim_is_a_row_of_its_own_empty_where_nothing_is_known():
    first = "p1,report,2020-03-05,2020-03-05,2020-03-05,,,,false,Archive; The Herald,https://example.org/a,1-2,\r\n"
    rival = "p1,official-response,[..2020-03],,2020-03-31,Lyon,Town,denied,true,The Herald,,3,'=1+1\r\n"
    undated = "p2,report,,,,,,,false,Archive,https://example.org/a,,\r\n"
    assert tables.claims_as_csv(selection(CLAIMS)) == CLAIM_HEADER + first + rival + undated
    assert tables.claims_as_csv(selection(CLAIMS, ids=["p2"])) == CLAIM_HEADER + undated
    assert tables.claims_as_csv(selection(CLAIMS, ids=[])) == CLAIM_HEADER


def test_an_event_has_its_summary_places_addresses_and_number_of_conflicting_reports():
    one, other = csv.DictReader(StringIO(tables.as_csv(selection(CLAIMS))))
    new = ("summary", "places", "source_urls", "conflicting_reports")
    assert list(one)[-4:] == list(new)
    assert [one[it] for it in new] == ["Some hundreds walk to the town hall.", "Lyon", "https://example.org/a", "1"]
    assert [other[it] for it in new] == ["", "", "https://example.org/a", "0"]
