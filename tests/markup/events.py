"""Event files whose cards and tables the tests read."""

import json

TEXT = """
schema_version: 1
title: T
sources:
  herald: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26", URL: "https://herald.example/1?a=1&b=2"}
  times: {type: article-newspaper, container-title: The Times, issued: "2016-07", note: Cites Fontanka.}
  book: {type: book, title: A book}
places:
  london: {name: London, country: GB, lat: 51.5, lon: 0}
  seoul: {name: Seoul, country: KR, lat: 37.5, lon: 127}
  moscow: {name: Moscow, country: RU, lat: 55.75, lon: 37.6}
  jilin: {name: Jilin, country: CN}
ranks:
  deputy: {label: Deputy head of mission}
  secretary: {label: Secretary}
  third: {label: Third secretary, within: secretary}
events:
  - id: thae
    type: defection
    title: Deputy head resettles
    persons: [{name: Thae Yong-ho, also_known_as: [태영호, Tae], rank: third, rank_as_stated: No. 2 official,
               position: minister, organisation: Foreign Ministry}]
    post: {mission: Embassy, section: culture, place: london}
    destination: {status: known, place: seoul}
    accompanied_by: [wife, two sons]
    status: confirmed
    credibility: 2
    milestones:
      - {kind: announcement, date: "2016-08-18~", by: Ministry of Unification, place: seoul, note: His arrival.,
         citations: [{source: herald, paragraph: "6"}]}
      - {kind: announcement, date: "2016-08-17", rival: true, citations: [{source: times}, {source: book}]}
      - {kind: official-response, stance: declined-to-confirm, citations: [{source: herald, paragraph: 4-5}]}
    citations: [{source: herald, paragraph: "1"}]
    summary: The second-ranking diplomat.
  - id: nobody
    type: defection
    persons: [{label: Unidentified official, rank_as_stated: secretary-level}]
    post: {country: RU}
    destination: {status: undisclosed}
    accompanied_by: []
    status: unconfirmed
  - id: couple
    type: defection
    persons: [{name: Kim, rank: secretary}, {name: Ri, rank: deputy}]
    destination: {status: known, country: US}
    status: denied
    milestones: [{kind: departure, date: "[..2016-08-25]", citations: [{source: book}]}]
  - id: fair
    type: context
    title: Trade fair shelved
    status: reported
    places: [jilin, seoul]
    milestones: [{kind: report, date: "2016-08-26", citations: [{source: herald, paragraph: "10"}]}]
"""

COLOURS = {0: "var(--blue)", 1: "var(--brick)", 2: "var(--green)", 3: "var(--plum)"}


EVIL = "\"'><script>alert('x')</script><img src=x onerror=alert(1)>&lt;{x}\u202e"
EVIL_VISIBLE = EVIL.replace("\u202e", "⟨U+202E⟩")
"""The text as readers see it."""

HOSTILE = f"""
schema_version: 1
title: T
sources:
  s: {{type: article, container-title: {json.dumps(EVIL)}, note: {json.dumps(EVIL)}, issued: "2016"}}
places: {{p: {{name: {json.dumps(EVIL)}, country: GB, lat: 1, lon: 1}}}}
ranks: {{r: {{label: {json.dumps(EVIL)}}}}}
events:
  - id: a
    type: defection
    title: {json.dumps(EVIL)}
    persons: [{{name: {json.dumps(EVIL)}, label: {json.dumps(EVIL)}, also_known_as: [{json.dumps(EVIL)}], rank: r,
               rank_as_stated: {json.dumps(EVIL)}, position: {json.dumps(EVIL)}, organisation: {json.dumps(EVIL)}}}]
    post: {{mission: {json.dumps(EVIL)}, section: {json.dumps(EVIL)}, place: p}}
    destination: {{status: known, place: p}}
    accompanied_by: [{json.dumps(EVIL)}]
    status: reported
    summary: {json.dumps(EVIL)}
    milestones: [{{kind: report, date: "2016", by: {json.dumps(EVIL)}, note: {json.dumps(EVIL)}, place: p,
                  citations: [{{source: s, paragraph: {json.dumps(EVIL)}}}]}}]
  - {{id: c, type: context, title: {json.dumps(EVIL)}, status: reported, places: [p], summary: {json.dumps(EVIL)}}}
"""


def many(number: int, text: str, joint: str = ", ") -> str:
    """Return texts that differ in their number, which stands in the place of `#`."""
    return joint.join(text.replace("#", str(n)) for n in range(number))


CITED = many(70, "{source: s#}")
MANY = f"""\
schema_version: 1
title: T
sources: {{{many(70, "s#: {type: book, title: Source #}")}}}
places: {{{many(70, "p#: {name: Place #, country: GB}")}}}
ranks: {{{many(70, "r#: {label: Rank #}")}}}
events:
  - id: a
    type: defection
    status: denied
    persons: [{many(70, "{name: Person #, rank: r#, position: function #}")}]
    accompanied_by: [{many(70, "companion #")}]
    citations: [{CITED}]
    milestones:
{many(1052, f"    - {{kind: report, note: claim #, citations: [{CITED}]}}", chr(10))}
{many(51, "    - {kind: report, note: claim #, rival: true, citations: [{source: s1}]}", chr(10))}
  - {{id: b, type: context, title: B, status: denied, places: [{many(70, "p#")}]}}
  - {{id: c, type: defection, status: denied, persons: [{{name: C, also_known_as: [{many(70, "Alias #")}]}}]}}
"""
