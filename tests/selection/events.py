"""The events against which filters are tested."""

from dashboard.selection import Filters, Selection, read_filters
from tests.builders import dataset

EVENTS = """\
schema_version: 1
title: T
sources: {s: {type: book}}
places:
  london: {name: London, country: GB, lat: 51.5, lon: -0.1}
  petersburg: {name: St. Petersburg, country: RU, lat: 59.9, lon: 30.3}
  vladivostok: {name: Vladivostok, country: RU, lat: 43.1, lon: 131.9}
  seoul: {name: Seoul, country: KR, lat: 37.6, lon: 127}
  border: {name: Border regions, country: CN, precision: region}
ranks:
  minister: {label: Minister}
  secretary: {label: Secretary}
  third-secretary: {label: Third secretary, within: secretary}
  clerk: {label: Clerk, within: third-secretary}
  cook: {label: Cook}
events:
  - id: london
    type: defection
    persons: [{name: Thae Yong-ho, rank: minister}, {name: O Hye-son}]
    post: {mission: Embassy, place: london}
    destination: {status: known, place: seoul}
    status: confirmed
    milestones: [{kind: announcement, date: "2016-08-18~", citations: [{source: s}]}]
  - id: petersburg
    type: defection
    persons: [{name: Kim Chŏl-song, also_known_as: [Kim Chol-sam, 김철삼], rank: third-secretary}]
    post: {mission: Mission, place: petersburg}
    destination: {status: known, country: KR}
    status: reported
    milestones: [{kind: arrival, date: "2015-07", citations: [{source: s}]}]
  - id: vladivostok
    type: defection
    persons: [{label: Unidentified official, rank: secretary}, {label: Clerk, rank: clerk}]
    post: {mission: Consulate-general, place: vladivostok}
    destination: {status: unknown}
    status: unconfirmed
    milestones: [{kind: report, date: "2016-08-25", citations: [{source: s}]}]
  - id: before
    type: defection
    persons: [{rank: clerk}]
    post: {country: CN}
    destination: {status: undisclosed}
    status: disputed
    milestones: [{kind: departure, date: "[..2016-01-31]", citations: [{source: s}]}]
  - id: since
    type: defection
    post: {country: RU}
    destination: {status: in-transit}
    status: denied
    milestones: [{kind: departure, date: "2016-09/..", citations: [{source: s}]}]
  - id: undated
    type: defection
    title: Nothing is known
    destination: {status: returned}
    status: retracted
  - id: talks
    type: context
    title: Talks at the border
    places: [border]
    status: reported
    milestones: [{kind: report, date: "2016-08-26", citations: [{source: s}]}]
  - id: rumour
    type: context
    title: A rumour in Vladivostok
    places: [vladivostok, london]
    status: unconfirmed
"""

ALL = "london petersburg vladivostok before since undated talks rumour"

DATASET = dataset(EVENTS)


def filters_of(query: str) -> Filters:
    """Return the filters of a query that makes sense."""
    filters, ignored = read_filters(query, DATASET)
    assert ignored == []
    return filters


def selected(query: str) -> Selection:
    """Return the selection of a query that makes sense."""
    return Selection(DATASET, filters_of(query))


def ids(selection: Selection) -> str:
    """Return the ids of the selected events."""
    return " ".join(selection.events["id"])
