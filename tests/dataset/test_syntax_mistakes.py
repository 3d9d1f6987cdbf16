"""Mistakes of syntax as people make them: each said at its place, whole, and hiding no other."""

import pytest

from tests.dataset.event_files import HEAD, SOURCES, read_text

BEFORE = (
    HEAD
    + SOURCES
    + """\
places:
  london: {name: London, country: GB}
ranks:
  minister: {label: Minister}
events:
  - id: a0
    type: defection
    status: reported
  - id: a1
    type: defection
    status: reported
"""
)
AFTER = "  - id: z\n    type: defecton\n    status: reported\n"
"""An event with a mistake of another kind."""

# What follows `BEFORE`, with `▸` at the place of the mistake, and the message.
MISTAKES = {
    "no space after a colon, 1": (
        "    title▸:Left\n    origin: KP\n",
        "event 'a1': put a space after the colon: title: Left",
    ),
    "no space after a colon, 2": (
        "    origin▸:KP\n    title: Left\n",
        "event 'a1': put a space after the colon: origin: KP",
    ),
    "no space after a colon, 3": (
        "    ▸destination:{status: unknown}\n    title: Left\n",
        "event 'a1': 'destination:{status' is not a key of a defection; put a space after the "
        "colon: destination: {status",
    ),
    "no colon, 1": (
        "    title▸ Left\n    origin: KP\n",
        "event 'a1': a colon is missing after 'title': title: Left",
    ),
    "no colon, 2": (
        "    origin▸ = KP\n    title: Left\n",
        "event 'a1': a colon is missing after 'origin': origin: KP",
    ),
    "no colon, 3": (
        "    persons▸\n      - name: Kim\n",
        "event 'a1': a colon is missing after 'persons': persons:",
    ),
    "colon of another script": (
        "    title▸：Left\n    origin: KP\n",
        "event 'a1': put a space after the colon: title: Left",
    ),
    "no space after a dash, 1": (
        "  ▸-id: b\n    type: defection\n    status: denied\n",
        "event 'b': put a space after the dash: - id: b",
    ),
    "no space after a dash, 2": (
        "    persons:\n      ▸-name: Kim\n        rank: minister\n",
        "event 'a1': put a space after the dash: - name: Kim",
    ),
    "no space after a dash, 3": (
        "    milestones:\n      - kind: report\n        citations: [{source: herald}]\n"
        "      ▸-kind: arrival\n        citations: [{source: herald}]\n",
        "event 'a1': put a space after the dash: - kind: arrival",
    ),
    "dash of a typewriter, 1": (
        "  ▸– id: b\n    type: defection\n    status: denied\n",
        "event 'b': an entry of a list begins with a hyphen and a space: - id: b",
    ),
    "dash of a typewriter, 2": (
        "  ▸— id: b\n    type: defection\n    status: denied\n",
        "event 'b': an entry of a list begins with a hyphen and a space: - id: b",
    ),
    "dash of a typewriter, 3": (
        "    persons:\n      - name: Kim\n      ▸• name: Ri\n",
        "event 'a1': an entry of a list begins with a hyphen and a space: - name: Ri",
    ),
    "no dash, 1": (
        "  ▸id: b\n    type: defection\n    status: denied\n",
        "event 'b': a new entry seems to begin here; put '- ' before 'id'",
    ),
    "no dash, 2": (
        "    persons:\n      - name: Kim\n        rank: minister\n      ▸name: Ri\n        rank: minister\n",
        "event 'a1': a new entry seems to begin here; put '- ' before 'name'",
    ),
    "no dash, 3": (
        "    milestones:\n      - kind: report\n        citations: [{source: herald}]\n"
        "      ▸kind: arrival\n        citations: [{source: herald}]\n",
        "event 'a1': a new entry seems to begin here; put '- ' before 'kind'",
    ),
    "entry indented unlike, 1": (
        " ▸- id: b\n    type: defection\n    status: denied\n",
        "event 'b': this '-' stands in column 2, that of an entry above it in column 3; all "
        "entries of one list begin in the same column",
    ),
    "entry indented unlike, 2": (
        "   ▸- id: b\n     type: defection\n     status: denied\n",
        "event 'b': this '-' stands in column 4, that of an entry above it in column 3; all "
        "entries of one list begin in the same column",
    ),
    "entry indented unlike, 3": (
        "    persons:\n      - name: Kim\n     ▸- name: Ri\n",
        "event 'a1': this '-' stands in column 6, that of an entry above it in column 7; all "
        "entries of one list begin in the same column",
    ),
    "key indented unlike, 1": (
        "     ▸title: Left\n",
        "event 'a1': this line begins in column 6, 'status' above it in column 5; all keys of one "
        "entry begin in the same column",
    ),
    "key indented unlike, 2": (
        "   ▸title: Left\n",
        "event 'a1': this line begins in column 4, 'status' above it in column 5; all keys of one "
        "entry begin in the same column",
    ),
    "key indented unlike, 3": (
        "    persons:\n      - name: Kim\n       ▸rank: minister\n",
        "event 'a1': this line begins in column 8, 'name' above it in column 9; all keys of one "
        "entry begin in the same column",
    ),
    "list without its key": (
        "    ▸- name: Kim\n      rank: minister\n",
        "event 'a1': this list has no key above it, such as persons:",
    ),
    "tab, 1": (
        "▸\ttitle: Left\n",
        "event 'a1': indent with spaces; this line begins with a tab",
    ),
    "tab, 2": (
        "    persons:\n    ▸\t- name: Kim\n",
        "event 'a1': indent with spaces; this line begins with a tab",
    ),
    "tab, 3": (
        "  -▸\tid: b\n    type: defection\n    status: denied\n",
        "event 'b': write a space after the dash, not a tab",
    ),
    "space that is none, 1": (
        "▸\xa0   title: Left\n",
        "event 'a1': indent with spaces; this line begins with the character ⟨U+00A0⟩, which only looks like a space",
    ),
    "space that is none, 2": (
        "    persons:\n▸\u3000     - name: Kim\n",
        "event 'a1': indent with spaces; this line begins with the character ⟨U+3000⟩, which only looks like a space",
    ),
    "colon in a text, 1": (
        "    summary: He said▸: no\n",
        "event 'a1': a text that contains ': ' needs quotes: summary: \"He said: no\"",
    ),
    "colon in a text, 2": (
        "    title: The visit▸:\n    origin: KP\n",
        "event 'a1': a text that contains ': ' needs quotes: title: \"The visit:\"",
    ),
    "colon in a text, 3": (
        "    summary: He left\n      and said▸: no\n",
        "event 'a1': a text that contains ': ' needs quotes",
    ),
    "colon in a text, 4": (
        "    post: {mission: Embassy▸: London}\n",
        "event 'a1': a text that contains ': ' needs quotes",
    ),
    "colon in a text, 5": (
        "    title: “He said▸: no”\n",
        "event 'a1': a text that contains ': ' needs quotes, straight ones; curly quotes are part of the text",
    ),
    "key within a line, 1": (
        "    citations: source▸: herald\n",
        "event 'a1': write citations: [{source: herald}]",
    ),
    "key within a line, 2": (
        "    post: mission▸: Embassy\n",
        "event 'a1': write post: {mission: Embassy}",
    ),
    "sign that YAML takes for its own, 1": (
        "    title: ▸@kim left\n",
        "event 'a1': a text that begins with @ needs quotes: title: \"@kim left\"",
    ),
    "sign that YAML takes for its own, 2": (
        "    title: ▸%5 of them\n    origin: KP\n",
        "event 'a1': a text that begins with % needs quotes: title: \"%5 of them\"",
    ),
    "sign that YAML takes for its own, 3": (
        "    title: ▸*Kim* left\n",
        "event 'a1': a text that begins with * needs quotes: title: \"*Kim* left\"",
    ),
    "sign that YAML takes for its own, 4": (
        "    title: ▸& sons\n",
        "event 'a1': a text that begins with & needs quotes: title: \"& sons\"",
    ),
    "sign that YAML takes for its own, 5": (
        "    title: ▸`Kim`\n",
        "event 'a1': a text that begins with ` needs quotes: title: \"`Kim`\"",
    ),
    "sign that YAML takes for its own, 6": (
        "    title: ▸> 3 people\n",
        "event 'a1': a text that begins with > needs quotes: title: \"> 3 people\"",
    ),
    "sign that YAML takes for its own, 7": (
        "    title: ▸- gone\n",
        "event 'a1': a text that begins with - needs quotes: title: \"- gone\"",
    ),
    "sign that YAML takes for its own, 8": (
        "    post: {mission: ▸@embassy}\n",
        "event 'a1': a text that begins with @ needs quotes",
    ),
    "text that begins with a bracket, 1": (
        "    title: ▸[Sic] he left\n",
        "event 'a1': a text that begins with [ needs quotes: title: \"[Sic] he left\"",
    ),
    "text that begins with a bracket, 2": (
        "    title: ▸{Kim} left\n",
        "event 'a1': a text that begins with { needs quotes: title: \"{Kim} left\"",
    ),
    "text that begins with a bracket, 3": (
        "    milestones:\n      - kind: report\n        date: ▸[..2016]~\n        citations: [{source: herald}]\n",
        "event 'a1': put the date in quotes: \"[..2016]~\"",
    ),
    "inner quotation mark, 1": (
        '    title: "He said ▸"no" twice"\n',
        "event 'a1': the text ends at this second quotation mark; put the whole text in single "
        'quotes, or write \\" for each inner one',
    ),
    "inner quotation mark, 2": (
        '    title: "Kim▸" left\n',
        "event 'a1': the text ends at this second quotation mark; put the whole text in single "
        'quotes, or write \\" for each inner one',
    ),
    "inner quotation mark, 3": (
        "    title: 'Kim▸'s way'\n",
        "event 'a1': the text ends at this apostrophe; double it ('') or put the whole text in double quotes",
    ),
    "inner quotation mark, 4": (
        '    post: {mission: "The ▸"big" one", place: london}\n',
        "event 'a1': the text ends at this second quotation mark; put the whole text in single quotes",
    ),
    "quotation mark left open, 1": (
        '    title: ▸"Left\n    origin: KP\n',
        "event 'a1': the quotation mark that opens here is not closed; add \" at the end of the text",
    ),
    "quotation mark left open, 2": (
        '    title: ▸"Left\n    summary: "He left"\n',
        "event 'a1': the quotation mark that opens here is not closed; add \" at the end of the text",
    ),
    "quotation mark left open, 3": (
        "    title: ▸'Left\n    summary: 'He left'\n",
        "event 'a1': the quotation mark that opens here is not closed; add ' at the end of the text",
    ),
    "quotation mark left open, 4": (
        '    post: {mission: ▸"Embassy, place: london}\n',
        "event 'a1': the quotation mark that opens here is not closed; add \" at the end of the text",
    ),
    "bracket left open, 1": (
        "    citations: ▸[{source: herald}\n    title: Left\n",
        "event 'a1': the [ that opens here is not closed; add ] at the end of the line",
    ),
    "bracket left open, 2": (
        "    post: ▸{mission: Embassy, place: london\n    title: Left\n",
        "event 'a1': the { that opens here is not closed; add } at the end of the line",
    ),
    "bracket left open, 3": (
        "    citations: [{source: herald▸]\n    title: Left\n",
        "event 'a1': a } is missing before this ]",
    ),
    "bracket too many, 1": (
        "    post: {place: london}▸}\n    title: Left\n",
        "event 'a1': this } closes nothing; remove it",
    ),
    "bracket too many, 2": (
        "    citations: [{source: herald}]▸]\n",
        "event 'a1': this ] closes nothing; remove it",
    ),
    "no comma, 1": (
        "    post: {mission: Embassy ▸place: london}\n",
        "event 'a1': a comma is missing before 'place'",
    ),
    "no comma, 2": (
        '    post: {mission: "Embassy" ▸place: london}\n',
        "event 'a1': a comma is missing before 'place'",
    ),
    "no comma, 3": (
        "    persons: [{name: Kim ▸rank: minister}]\n",
        "event 'a1': a comma is missing before 'rank'",
    ),
    "number sign, 1": (
        "    summary: He met minister ▸#2\n      at noon\n",
        "event 'a1': summary: everything after ' #' is a comment and not read; put the text in quotes",
    ),
    "number sign, 2": (
        "    post: {mission: Embassy ▸#2, place: london}\n    title: Left\n",
        "event 'a1': everything after ' #' is a comment and not read, not even the closing "
        "bracket; put the text in quotes",
    ),
    "text of several lines, 1": (
        "    summary: >-\n    ▸He left\n    title: Left\n",
        "event 'a1': this line belongs to 'summary' above; indent it deeper than that, or put ': ' after its key",
    ),
    "text of several lines, 2": (
        "    summary: He left\n    ▸the house\n    title: Left\n",
        "event 'a1': this line belongs to 'summary' above; indent it deeper than that, or put ': ' after its key",
    ),
    "backslash, 1": (
        '    title: "C:▸\\Users"\n',
        "event 'a1': a backslash in double quotes begins a code that does not exist; put the text in single quotes",
    ),
    "backslash, 2": (
        '    title: "a▸\\q"\n',
        "event 'a1': a backslash in double quotes begins a code that does not exist; put the text in single quotes",
    ),
    "control character": (
        "    title: a▸\x00b\n",
        "event 'a1': not YAML: control characters are not allowed",
    ),
}


@pytest.mark.parametrize(("marked", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_at_its_place_and_hides_no_other(marked, message):
    before, after = (BEFORE + marked).split("▸")
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    first, second = read_text(before + after + AFTER).problems
    assert ((first.line, first.column), first.message) == (place, message)
    assert second.message == "event 'z': type: 'defecton' is not one of defection, context; did you mean 'defection'?"
    assert (second.line, second.column) == ((before + after).count("\n") + 2, 11)


MANY = """\
  - id: m1
    type: defection
    status▸:reported
    summary: He said▸: no
    post: {mission: ▸"a, place: london}
▸\torigin: KP
    persons:
      - name: x
        rank: ▸ministr
  ▸-id: m2
    type: defection
    status: ▸reportd
    summary: "He said ▸"go" and left"
    citations: ▸[{source: herald}
  - id: m3
    type: defection
    status: reported
     ▸origin: KP
    title: ▸@x
"""


def test_a_dozen_mistakes_of_all_kinds_come_at_once_in_the_order_of_the_file():
    lines = (BEFORE + MANY).split("\n")
    expected = [(number, line.index("▸") + 1) for number, line in enumerate(lines, 1) if "▸" in line]
    found = read_text((BEFORE + MANY).replace("▸", "")).problems
    assert [(problem.line, problem.column) for problem in found] == expected
    assert [problem.event for problem in found] == ["m1"] * 5 + ["m2"] * 4 + ["m3"] * 2


def test_an_entry_that_nobody_can_make_sense_of_is_passed_over_and_still_known_by_its_id():
    text = (
        f"{HEAD}sources:\n  herald: {{type: ][ book, {{\n  other: {{type: bok}}\nevents:\n"
        "  - id: a\n    type: defection\n    status: denied\n    citations: [{source: herald}, {source: heralt}]\n"
    )
    messages = [problem.message for problem in read_text(text).problems]
    assert len(messages) == 3
    assert "'bok' is not" in messages[1]
    assert "'heralt' is not one of the sources; did you mean 'herald'?" in messages[2]


def test_what_an_unreadable_event_uses_is_not_called_unused():
    text = f"{BEFORE}    citations: [{{source: herald}}]\n    ]: [}}\n{AFTER}"
    reading = read_text(text)
    assert len(reading.problems) == 2
    assert not [warning for warning in reading.warnings if "is never" in warning.message]


def test_very_many_mistakes_are_not_looked_for_for_ever():
    assert read_text(HEAD + "".join(f"a{i}: b: c\n" for i in range(500))).problems
