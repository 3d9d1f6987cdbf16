"""The compact card of a marked event on the page, in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

KIM, THAE, OFFICIAL = "kp-2015-kim-chol-song", "kp-2016-thae-yong-ho", "kp-2016-vladivostok-official"
READING = "kr-2016-seoul-reading"
DESKTOP, LAPTOP, PHONE = (1400, 900), (1366, 768), (390, 844)

# Where the marks and the route of an event are drawn on the map, in pixels of the window.
_ON_MAP = """(id) => {
  const points = [];
  for (const group of document.querySelectorAll(".st-key-map .trace")) {
    const trace = group.__data__?.[0]?.trace;
    const ids = trace?.meta?.lines?.flat() ?? [];
    if (ids.length && ids.every((of) => of === id)) {
      for (const path of group.querySelectorAll("path.js-line")) {
        const matrix = path.getScreenCTM();
        for (let at = 0; at <= 200; at++) {
          const { x, y } = path.getPointAtLength(path.getTotalLength() * at / 200).matrixTransform(matrix);
          points.push([x, y]);
        }
      }
    }
    for (const path of group.querySelectorAll("path.point")) {
      if (!trace?.customdata?.[path.__data__.i]?.includes?.(id)) continue;
      const { x, y, width, height } = path.getBoundingClientRect();
      points.push([x + width / 2, y + height / 2]);
    }
  }
  return points;
}"""
# The middle of the text of a chart that begins with some words.
_TEXT = """([chart, words]) => {
  const texts = [...document.querySelectorAll(`.st-key-${chart} svg text`)];
  const { x, y, width, height } = texts.find((it) => it.textContent.startsWith(words)).getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""
_CURSOR = "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor"


def compact(dashboard):
    return dashboard.page.locator(".compact-card")


def box(locator):
    found = locator.bounding_box()
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


def shows(dashboard, name, size):
    """Wait for the compact card of an event, and check that all of it is in the window."""
    card = compact(dashboard)
    expect(card.locator(".who").first).to_have_text(name)
    dashboard.wait_until_drawn()
    expect(card).to_be_visible()
    left, top, right, bottom = box(card)
    assert left >= 0
    assert top >= 0
    assert right <= size[0]
    assert bottom <= size[1]


def covered(dashboard, event):
    """Return the points of an event on the map that its compact card covers."""
    left, top, right, bottom = box(compact(dashboard))
    points = dashboard.page.evaluate(_ON_MAP, event)
    assert points
    return [(x, y) for x, y in points if left <= x <= right and top <= y <= bottom]


def press(dashboard, at):
    dashboard.page.mouse.move(at[0], at[1] - 3)
    dashboard.page.mouse.move(*at, steps=3)
    dashboard.page.mouse.click(*at)


def test_a_click_on_a_mark_of_the_map_shows_its_event_over_a_free_part_of_the_map(visit):
    dashboard = visit(size=LAPTOP)
    for event, name in ((THAE, "Thae Yong-ho"), (KIM, "Kim Chol-song"), (OFFICIAL, "Unidentified official")):
        dashboard.click("map", event, *dashboard.mark("map", "Places", event))
        shows(dashboard, name, LAPTOP)
        assert covered(dashboard, event) == []
        on_map, card = box(dashboard.chart("map")), box(compact(dashboard))
        assert on_map[0] < card[0] < card[2] < on_map[2]
        assert on_map[1] < card[1] < card[3] < on_map[3]
        dashboard.until(lambda: dashboard.query, [("event", event)])


def test_it_says_who_where_when_as_written_sources_and_what_conflicts_and_does_not_take_the_focus(visit):
    dashboard = visit(size=LAPTOP)
    dashboard.click("timeline", THAE, *dashboard.mark("timeline", "Milestones", THAE))
    shows(dashboard, "Thae Yong-ho", LAPTOP)
    card = dashboard.page.get_by_role("region", name="Marked event")
    for words in ("London, United Kingdom → Seoul, South Korea", "about 18 August 2016 2016-08-18~", "The Korea Herald",
                  "1 conflicting report: announcement, 17 August 2016 (Korea.net)"):  # fmt: skip
        expect(card).to_contain_text(words)
    assert not card.evaluate("(card) => card.contains(document.activeElement)")


@pytest.mark.parametrize(
    ("chart", "words", "name"),
    [("timeline", "Thae Yong-ho", "Thae Yong-ho"), ("map", "Vladivostok", "Unidentified official")],
    ids=["lane", "place"],
)
def test_the_name_of_a_lane_or_a_place_can_be_clicked_too_and_a_second_click_closes(visit, chart, words, name):
    dashboard = visit(size=LAPTOP)
    press(dashboard, dashboard.page.evaluate(_TEXT, [chart, words]))
    shows(dashboard, name, LAPTOP)
    press(dashboard, dashboard.page.evaluate(_TEXT, [chart, words]))
    expect(compact(dashboard)).to_be_hidden()
    dashboard.until(lambda: dashboard.query, [])


def test_a_hand_is_shown_over_what_can_be_clicked_and_nowhere_else(visit):
    dashboard = visit(size=LAPTOP)
    x, y = dashboard.mark("map", "Places", THAE)
    dashboard.point_at("map", THAE, x, y)
    dashboard.until(lambda: dashboard.page.evaluate(_CURSOR, [x, y]), "pointer")
    dashboard.page.mouse.move(x, y + 80)
    dashboard.until(lambda: dashboard.page.evaluate(_CURSOR, [x, y + 80]) == "pointer", False)
    for chart, words in (("map", "Vladivostok"), ("timeline", "Thae Yong-ho")):
        at = dashboard.page.evaluate(_TEXT, [chart, words])
        dashboard.page.mouse.move(*at)
        expect(dashboard.chart(chart)).to_have_class(re.compile(r"\bclickable\b"))
    hint = dashboard.page.locator(".hint")
    expect(hint).to_have_text("Click a mark or a name to see its event.", use_inner_text=True)


def test_the_card_of_a_place_with_three_events_lists_them(visit):
    dashboard = visit(size=LAPTOP)
    dashboard.click("map", THAE, *dashboard.mark("map", "Places", THAE, KIM, READING))
    expect(compact(dashboard).locator(".who")).to_have_count(3)
    expect(compact(dashboard)).to_contain_text("3 events marked")
    compact(dashboard).get_by_role("button", name="Full card of Kim Chol-song").click()
    expect(dashboard.card(KIM).locator("summary")).to_be_focused()


def test_on_a_phone_it_is_a_sheet_at_the_bottom_that_leaves_the_clicked_mark_free(visit):
    dashboard = visit(size=PHONE)
    for event, name in ((KIM, "Kim Chol-song"), (OFFICIAL, "Unidentified official")):
        main = dashboard.page.locator(".stMain")
        main.evaluate("(main) => main.scrollTo(0, 0)")
        _, below = dashboard.mark("timeline", "Milestones", event)
        main.evaluate("(main, y) => main.scrollTo(0, y)", max(0, below - PHONE[1] * 0.8))
        x, y = dashboard.mark("timeline", "Milestones", event)
        dashboard.page.mouse.click(x, y)
        shows(dashboard, name, PHONE)
        left, top, right, bottom = box(compact(dashboard))
        assert (left, right, bottom) == (0, 390, 844)
        assert dashboard.mark("timeline", "Milestones", event)[1] < top
        if event == KIM:
            dashboard.page.keyboard.press("Escape")
            expect(compact(dashboard)).to_be_hidden()
    compact(dashboard).get_by_role("button", name="Full card").click()
    expect(dashboard.card(OFFICIAL).locator("summary")).to_be_focused()
    expect(dashboard.card(OFFICIAL).locator("summary")).to_be_in_viewport()
    expect(compact(dashboard)).to_be_hidden()


def test_a_click_while_the_map_is_out_of_sight_shows_the_card_in_the_window(visit):
    dashboard = visit(size=LAPTOP)
    dashboard.page.locator(".stMain").evaluate("(main) => main.scrollTo(0, 420)")
    dashboard.click("timeline", THAE, *dashboard.mark("timeline", "Milestones", THAE))
    shows(dashboard, "Thae Yong-ho", LAPTOP)
    left, top, right, bottom = box(compact(dashboard))
    x, y = dashboard.mark("timeline", "Milestones", THAE)
    assert not (left <= x <= right and top <= y <= bottom)
    dashboard.page.locator(".stMain").evaluate("(main) => main.scrollTo(0, 4000)")
    expect(compact(dashboard)).to_be_hidden()


def test_escape_the_button_and_reset_let_go_of_the_mark(visit):
    dashboard = visit(f"?event={THAE}", size=LAPTOP)

    def is_closed():
        expect(compact(dashboard)).to_be_hidden()
        dashboard.until(lambda: dashboard.query, [])
        expect(dashboard.page.locator("tr.marked")).to_have_count(0)

    shows(dashboard, "Thae Yong-ho", LAPTOP)
    dashboard.page.keyboard.press("Escape")
    is_closed()
    dashboard.click("map", THAE, *dashboard.mark("map", "Places", THAE))
    shows(dashboard, "Thae Yong-ho", LAPTOP)
    compact(dashboard).get_by_role("button", name="Close").click()
    is_closed()
    dashboard.click("map", KIM, *dashboard.mark("map", "Places", KIM))
    shows(dashboard, "Kim Chol-song", LAPTOP)
    dashboard.reset.click()
    is_closed()


def test_back_forward_and_reload_show_what_was_marked(visit):
    dashboard = visit(size=LAPTOP)
    dashboard.click("map", THAE, *dashboard.mark("map", "Places", THAE))
    shows(dashboard, "Thae Yong-ho", LAPTOP)
    dashboard.until(lambda: dashboard.query, [("event", THAE)])
    dashboard.page.go_back()
    expect(compact(dashboard)).to_be_hidden()
    dashboard.page.go_forward()
    shows(dashboard, "Thae Yong-ho", LAPTOP)
    dashboard.page.reload()
    shows(dashboard, "Thae Yong-ho", LAPTOP)
    assert covered(dashboard, THAE) == []


def test_the_full_card_is_a_click_away_and_stays_open_with_the_focus_over_a_filter(visit):
    dashboard = visit(size=LAPTOP)
    dashboard.click("map", OFFICIAL, *dashboard.mark("map", "Places", OFFICIAL))
    shows(dashboard, "Unidentified official", LAPTOP)
    compact(dashboard).get_by_role("button", name="Full card").click()
    summary = dashboard.card(OFFICIAL).locator("summary")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    dashboard.card(KIM).locator("summary").click()
    expect(dashboard.card(KIM)).to_have_attribute("open", "")
    dashboard.page.evaluate("document.querySelector('.st-key-cards .cards').dataset.before = true")
    dashboard.page.locator(".st-key-post button", has_text="Russia").evaluate("(button) => button.click()")
    expect(dashboard.count).to_contain_text("2 of 3 defections")
    expect(dashboard.page.locator(".st-key-cards .cards[data-before]")).to_have_count(0)
    for event in (KIM, OFFICIAL):
        expect(dashboard.card(event)).to_have_attribute("open", "")
    expect(dashboard.card(KIM).locator("summary")).to_be_focused()
    dashboard.card(KIM).locator("summary").click()
    dashboard.reset.click()
    expect(dashboard.count).to_contain_text("3 of 3 defections")
    expect(dashboard.card(KIM)).not_to_have_attribute("open", "")
    expect(dashboard.card(OFFICIAL)).to_have_attribute("open", "")
