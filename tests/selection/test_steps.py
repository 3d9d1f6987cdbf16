"""Steps from event to event in order of time."""

from dashboard.selection.steps import EventSteps, event_steps
from tests.builders import HEAD, event, selection


def dated(key: str, day: int | None) -> str:
    milestones = f"[{{kind: arrival, date: 2016-08-0{day}, citations: [{{source: s}}]}}]" if day else "[]"
    if key == "b":
        return event(key, "context", title="A fair", milestones=milestones)
    return event(key, "defection", milestones=milestones)


# In the file they stand in another order than in time.
DAYS = {"e": 5, "b": 2, "undated": None, "d": 4, "a": 1, "c": 3}
EVENTS = f"{HEAD}events:\n" + "".join(dated(key, day) for key, day in DAYS.items())


def test_events_are_stepped_through_in_order_of_time_context_among_them_and_the_undated_last():
    everything = ["a", "b", "c", "d", "e", "undated"]
    assert event_steps(selection(EVENTS)) == EventSteps(everything, "a", "undated")
    assert event_steps(selection(EVENTS, "context=0")) == EventSteps([*"acde", "undated"], "a", "undated")


def test_of_many_events_those_around_the_marked_ones_are_at_hand_and_the_first_and_last():
    many = selection(EVENTS)
    assert event_steps(many, reach=2) == EventSteps(["a", "b"], "a", "undated")
    assert event_steps(many, ["c"], reach=1) == EventSteps(["b", "c", "d"], "a", "undated")
    assert event_steps(many, ["undated"], reach=1) == EventSteps(["e", "undated"], "a", "undated")
    assert event_steps(many, ["a", "undated"], reach=1) == EventSteps(["a", "undated"], "a", "undated")


def test_where_nothing_is_selected_there_is_no_step():
    assert event_steps(selection(EVENTS, "q=nobody")) is None
