"""Draw many events: marks that sum up places, each sent in as few bytes however many events it stands for.

Where places crowd, those of one cell of a grid (see `tally.close`) are one mark. Posts and places of context are summed
up together, for they are where events stand and by which a box selects; destinations are summed up by themselves.

Areas stand for numbers: of the events that left (a disc), arrived (a diamond) or, where none left, are context (a
square). A disc holds smaller ones for further categories, all their areas in proportion; a ring around it has, in the
same measure, the area of those whose destination is not known, whatever the reason.

What a page's script finds in the traces:

- "Places": marks of few events; `customdata` are the ids of the events, which a click marks.
- "Sums": marks of more; `meta.narrows` is "box" and `customdata` [west, south, east, north] in degrees, the box to
  which a click narrows the selection; west is greater than east where it holds the antimeridian. Marks of arrivals
  alone, where no event stands, have null.
- In both, `meta.categories` are the names of the categories, the last of them "Context", and `meta.role` has the role
  of each point. `meta.looks` has for each role: symbol, diameter of one event, the least and the greatest diameter, in
  pixels.
- In both, in the rings and in the lines `meta.counts` has for each point, or line, the events by category, as a text of
  pairs: "0 12 3 1" are 12 of the first category and 1 of the fourth. From these a script that switches categories off
  finds the size, `min(greatest, max(least, one * sqrt(number)))`, and colour of what is left, that of the largest
  category; context counts only where a point has nothing else.
- "Shares": the discs within discs.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from plotly.io.json import to_json_plotly

from dashboard.charts.map.clusters import Cells, Tally, close, step, together
from dashboard.charts.map.markers import MIXED, SEVERAL, SIZES, SYMBOLS, Drawn, Mark, lines_trace
from dashboard.charts.map.projection import Window, box_of, fit, great_circles
from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import hover_lines, truncated
from dashboard.charts.theme import INK, MUTED, OTHER, PAPER, WHEREABOUTS_SYMBOLS
from dashboard.charts.view import ChartView
from dashboard.dataset.vocabulary import WHEREABOUTS_LABELS
from dashboard.selection import Box

_LEAST = 5.0  # px, diameter of a mark
_MOST_IDS = 50  # of a mark
_MOST_IDS_IN_ALL = 1_200
_ID_ROOM, _NAME_ROOM = 24_000, 8_000  # characters, of all ids, and of all names of events
_MOST_NAMES = 3  # of events, that the hover of a mark holds
_HOVER_ROOM = 75_000  # characters of JSON, of all hovers; names are cut to fewer letters until these have room
_LETTERS = 120, 36, 18, 9
_FEW_LETTERS = 36  # of names that stand in a row
_ROOM = 6000  # px², that a place needs of the map so that places are drawn one by one
_MOST_PLACES = 120  # that are drawn one by one, however large the map is
_FEW_PLACES = 12  # that are drawn one by one, however close together they are
_APART = 1 / 3  # of the places, at least, that are apart where they are drawn one by one
_MOST_MARKS = 300
_MOST_ARCS = 80
_MOST_LABELS = 40  # are tried
_KEPT_CLEAR = 40  # arcs that no label covers; more are so pale that they may
_MARGIN = 0.25  # of the window, on each side: what is sent for panning
_NAMED, _NAMED_OF_MANY = 4, 2  # places that the hover of a mark names, and where there are many marks
_MANY_MARKS = 150
_CATEGORIES = 4  # that a mark shows, what is left over counted as one
_WIDEN = 0.0001  # degrees, of a box: ten metres, the last digit that the query has
_NARROW = 640  # px: here words are few
_CONTEXT = "Context"
_LOST = "No known destination"
SUMMED_UP, ZOOM_IN = "Marks sum up places that lie close together", "; zoom in to part them."
"""What the figure says where marks stand for several places, and where a zoom parts them."""

_STATUSES = tuple(WHEREABOUTS_SYMBOLS)


@dataclass
class _Sum:
    """A mark: what it stands for, and how it looks."""

    role: str
    longitude: float
    latitude: float
    name: str
    precision: str | None
    places: int
    largest: Sequence[tuple[str, int]]  # names of the largest places, and how many events each has
    number: int  # which its area shows
    by_category: Sequence[int]  # of those
    context: int
    missing: dict[str, Sequence[int]]  # status → by category
    size: float
    target: Any
    ids: bool  # whether the target are ids
    names: Sequence[str]  # of its events, where they are few
    dimmed: bool
    within: bool  # the window, not only its margin

    @property
    def opacity(self) -> float:
        return 0.25 if self.dimmed else 1.0

    @cached_property
    def ranked(self) -> list[tuple[int, int]]:
        """Categories and numbers, the largest first; those beyond what a mark shows are the last, category -1."""
        found = sorted(((n, -k) for k, n in enumerate(self.by_category) if n), reverse=True)
        pairs = [(-k, n) for n, k in found]
        if len(pairs) <= _CATEGORIES:
            return pairs
        return [*pairs[: _CATEGORIES - 1], (-1, sum(n for _, n in pairs[_CATEGORIES - 1 :]))]

    @cached_property
    def lost(self) -> list[int]:
        """Of each category those whose destination is not known, whatever the reason."""
        return [sum(numbers) for numbers in zip(*self.missing.values(), strict=True)]

    @property
    def ring(self) -> tuple[float, float]:
        """Diameter and width of the ring whose area is to the disc's as these are to all."""
        inner = self.size / 2 + 2.5
        share = sum(self.lost) / self.number
        width = max(0.8, math.sqrt(inner**2 + share * (self.size / 2) ** 2) - inner)
        return 2 * inner + width, width

    @property
    def radius(self) -> float:
        """Radius in pixels of all that is drawn here."""
        return sum(self.ring) / 2 if self.lost else self.size / 2


class Summed:
    """A view of many events: one mark a place, or where places crowd a cell, whatever it stands for."""

    def __init__(
        self, view: ChartView, tally: Tally, height: int, middle: float, area: Box | None, still: bool
    ) -> None:
        self._view, self._area, self._still = view, area, still
        self._height, self._middle = height, middle
        self._found: dict[int, tuple[Cells, Cells]] = {}
        self._tally = tally
        self._places = view.dataset.index.places
        self._lon, self._lat = self._places.longitude, self._places.latitude

    @cached_property
    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """The points that the map has to show, those of the most frequent ways included."""
        here = self._tally.places
        used = np.argsort(-self._tally.ways, kind="stable")[: min(500, int((self._tally.ways > 0).sum()))]
        ends = self._places.routes[used]
        at = np.column_stack([self._lon, self._lat])
        on = great_circles(at[ends[:, 0]], at[ends[:, 1]], 60 if len(used) <= _MOST_ARCS else 13).reshape(-1, 2)
        return np.append(self._lon[here], on[:, 0]), np.append(self._lat[here], on[:, 1])

    @cached_property
    def _fitted(self) -> Window:
        """About what is seen where the map is fitted to the view: its exact size depends on the legend."""
        size = self._view.width, max(self._height - 80, self._height / 2)
        box = box_of(self._area, self.points, size)
        return Window(box.longitude, box.y, fit(box, size), size, size, self._middle, whole=True)

    @cached_property
    def crowded(self) -> bool:
        """Whether places are too many, or where the map is fitted too close together, to be drawn one by one."""
        tally = self._tally
        number = len(tally.places)
        if number > min(self._view.width * self._height / _ROOM, _MOST_PLACES):
            return True
        if number <= _FEW_PLACES:
            return False
        cells = close(self._lon, self._lat, tally.left + tally.arrived, tally.context, self._fitted)
        return len(cells.starts) <= _APART * number

    @cached_property
    def _looks(self) -> tuple[list[str], list[str]]:
        """The names and colours of the categories, context the last of them."""
        looks = self._view.categories
        return [*(look.name for look in looks), _CONTEXT], [*(look.colour for look in looks), MUTED]

    @cached_property
    def _status(self) -> np.ndarray:
        """For each row of the view the number of its reason why the destination is not known, from 1; else 0."""
        codes = self._view.dataset.index.destination_status
        number = [_STATUSES.index(value) + 1 if value in _STATUSES else 0 for value in codes.values]
        return np.asarray(np.array([*number, 0])[codes.codes[self._view.rows]])

    @cached_property
    def _ring(self) -> tuple[str, str] | None:
        """What rings around posts are called, and their symbol: those of the only reason, if there is only one."""
        found = np.unique(self._status[self._places.post[self._view.rows] >= 0])
        reasons = [_STATUSES[n - 1] for n in found.tolist() if n]
        if len(reasons) == 1:
            return WHEREABOUTS_LABELS[reasons[0]], WHEREABOUTS_SYMBOLS[reasons[0]]
        return (_LOST, WHEREABOUTS_SYMBOLS["unknown"]) if reasons else None

    def legend(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the entries of the legend with their marks; they are the same at every zoom."""
        view, tally = self._view, self._tally
        of = view.category_index[view.dataset.index.is_defection[view.rows]]
        entries: list[tuple[str, dict[str, Any]]] = [
            (look.name, {"symbol": "circle", "color": look.colour, "size": 11})
            for look, n in zip(view.categories, np.bincount(of, minlength=len(view.categories)), strict=True)
            if n
        ]
        if self._most_categories > _CATEGORIES:
            entries.append((SEVERAL, {"symbol": "circle", "color": MIXED, "size": 11, "line": {"width": 0}}))
        if self.crowded:
            several = {
                "symbol": "circle" if tally.left.any() else "square",
                "color": PAPER,
                "size": 11,
                "line": {"width": 1.5, "color": INK},
            }
            entries.append(("Several places", several))
        if self._ring:
            name, symbol = self._ring
            ring = {"symbol": symbol, "color": OTHER, "size": 13, "line": {"width": 2, "color": OTHER}}
            entries.append((name, ring))
        if tally.arrived.any():
            entries.append(("Destination", {"symbol": "diamond", "color": INK, "size": 11}))
        if tally.context.any():
            square = {"symbol": "square", "color": PAPER, "size": 9, "line": {"width": 1.5, "color": MUTED}}
            entries.append((_CONTEXT, square))
        return entries

    @cached_property
    def longest_note(self) -> str:
        """The longest that the note may be at any zoom."""
        return self._note(
            self.crowded,
            int(self._tally.left.sum()),
            int(self._tally.arrived.sum()),
            self._most_categories > 1,
            max(0, int((self._tally.ways > 0).sum()) - _MOST_ARCS),
            not self._still,
        )

    def _note(self, summed: bool, left: int, arrived: int, shares: bool, ways_left_out: int, some: bool) -> str:
        """Return in words how to read the marks, and what is not drawn: of all ways, or of `some` of them."""
        is_narrow = self._view.width < _NARROW
        sizes = [f"largest disc {left:,} left"] * (left > 0) + [f"largest diamond {arrived:,} arrived"] * (arrived > 0)
        areas = f"Areas show numbers: {', '.join(sizes)}{'; inner discs show further colours' * shares}."
        said = [
            ("Marks sum up close places" if is_narrow else SUMMED_UP) + ("." if self._still else ZOOM_IN)
            if summed
            else "",
            areas if sizes and not is_narrow else "",
            f"Arcs of the {_MOST_ARCS} most frequent ways{' from or to here' * some}; {ways_left_out:,} more not drawn."
            if ways_left_out
            else "",
        ]
        return " ".join(part for part in said if part)

    @cached_property
    def _most_categories(self) -> int:
        """The most categories that a mark has where the map is fitted to the view."""
        k, view = len(self._view.categories), self._view
        slot = np.append(self._cells(self._fitted)[0].of_place, -1)[self._places.post[view.rows]]
        found = np.bincount(slot[slot >= 0] * k + view.category_index[slot >= 0])
        numbers = np.append(found, np.zeros(-len(found) % k)).reshape(-1, k)
        return int((numbers > 0).sum(axis=1).max(initial=0))

    def _cells(self, window: Window, coarser: int = 0) -> tuple[Cells, Cells]:
        """Return the cells of posts and places of context, and those of destinations."""
        number = step(window, coarser)
        if number in self._found:
            return self._found[number]
        tally, none = self._tally, np.zeros(len(self._lon), dtype="int64")
        pairs = (tally.left, tally.context), (tally.arrived, none)
        if self.crowded:
            stands, arrivals = (close(self._lon, self._lat, *pair, window, coarser) for pair in pairs)
        else:
            stands, arrivals = (together(self._lon, self._lat, *pair) for pair in pairs)
        self._found[number] = stands, arrivals
        return stands, arrivals

    def drawn(self, window: Window) -> Drawn:
        """Return what is drawn in a window: marks near it, the ways that matter most, and what this leaves out."""
        coarser = 0
        while True:
            stands, arrivals = self._cells(window, coarser)
            near = [self._near(of, window) for of in (stands, arrivals)]
            number = sum(map(len, near))
            if number <= _MOST_MARKS:
                break
            # Cells of the next step are twice as large, and hold more where places are close enough.
            coarser += max(1, round(math.log2(number / _MOST_MARKS)))
        marks, measure = self._marks(stands, arrivals, near, window)
        ways, lines, more, some = self._arcs(stands, arrivals, near)
        summed = any(mark.places > 1 for mark in marks)
        shares = any(mark.role == "post" and len(mark.ranked) > 1 for mark in marks)
        largest = {role: max((m.number for m in marks if m.role == role), default=0) for role in SYMBOLS}
        names, colours = self._looks
        meta = {"categories": names, "looks": measure}
        cut = sum(map(len, near)) < len(stands.starts) + len(arrivals.starts)
        marks.sort(key=lambda mark: -mark.size)
        return Drawn(
            [*lines, *_mark_traces(marks, meta, colours), *self._ring_traces(marks)],
            self._labelled(marks),
            ways if len(ways) <= _KEPT_CLEAR else [],
            self._note(summed, largest["post"], largest["destination"], shares, more, some),
            cells=summed or cut or any(mark.target and not mark.ids for mark in marks),
        )

    def _near(self, of: Cells, window: Window) -> np.ndarray:
        """Return the numbers of the cells whose marks lie in the window or near it."""
        if window.whole:
            return np.arange(len(of.starts))
        return np.flatnonzero(window.holds(self._lon[of.largest], self._lat[of.largest], _MARGIN))

    def _marks(
        self, stands: Cells, arrivals: Cells, near: Sequence[np.ndarray], window: Window
    ) -> tuple[list[_Sum], dict[str, tuple[Any, ...]]]:
        view, tally, k = self._view, self._tally, len(self._view.categories)
        left, arrived = stands.sums(tally.left), arrivals.sums(tally.arrived)
        context = np.bincount(self._about(stands.of_place)[:, 0], minlength=len(stands.starts))
        measure = _measure(left, arrived, context[left == 0])
        slots = [_slots(of, chosen) for of, chosen in zip((stands, arrivals), near, strict=True)]
        # Of each mark near: by category and reason, those who left; by category, those who arrived.
        at_post, at_destination = (
            slot[numbers[view.rows]] for slot, numbers in zip(slots, (self._places.post, self._places.destination),
                                                               strict=True)
        )  # fmt: skip
        reasons = len(_STATUSES) + 1
        from_here = at_post >= 0
        who_left = np.bincount(
            (at_post[from_here] * k + view.category_index[from_here]) * reasons + self._status[from_here],
            minlength=len(near[0]) * k * reasons,
        ).reshape(-1, k, reasons)
        to_here = at_destination >= 0
        who_arrived = np.bincount(
            at_destination[to_here] * k + view.category_index[to_here], minlength=len(near[1]) * k
        ).reshape(-1, k)

        about = self._about(slots[0]).tolist()
        few = self._few([(at_post, left[near[0]] + context[near[0]], about), (at_destination, arrived[near[1]], [])])
        ids = self._texts(few, "id", _MOST_IDS, _ID_ROOM)
        names = self._texts(few, "label", _MOST_NAMES, _NAME_ROOM)
        lit = self._lit(slots, about)
        found: list[_Sum] = []
        for kind, (of, chosen) in enumerate(zip((stands, arrivals), near, strict=True)):
            at = of.largest[chosen]
            boxes = of.boxes(self._lon, self._lat)[chosen] if not kind else np.empty((0, 4))
            within = window.whole | window.holds(self._lon[at], self._lat[at])
            sizes = of.sizes[chosen].tolist()
            named = _NAMED if len(near[0]) + len(near[1]) <= _MANY_MARKS else _NAMED_OF_MANY
            weight = tally.arrived if kind else tally.left + tally.context
            for n, place in enumerate(at.tolist()):
                posted = int(who_left[n].sum()) if not kind else 0
                role = "destination" if kind else "post" if posted else "context"
                number = int(arrived[chosen[n]]) if kind else posted or int(context[chosen[n]])
                by_status = who_left[n].sum(axis=0) if posted else []
                found.append(
                    _Sum(
                        role,
                        float(self._lon[place]),
                        float(self._lat[place]),
                        truncated(self._places.names[place], _LETTERS[0]),
                        self._places.precisions[place],
                        sizes[n],
                        [(truncated(self._places.names[p], _FEW_LETTERS), int(weight[p]))
                         for p in of.of(int(chosen[n]), named)]
                        if sizes[n] > 1 else [],
                        number,
                        (who_arrived[n] if kind else who_left[n].sum(axis=1)).tolist(),
                        0 if kind else int(context[chosen[n]]),
                        {status: who_left[n, :, s + 1].tolist()
                         for s, status in enumerate(_STATUSES) if posted and by_status[s + 1]},
                        _size(measure[role], number),
                        ids[kind].get(n) or (None if kind else _box(boxes[n])),
                        n in ids[kind],
                        names[kind].get(n, []),
                        bool(view.marked) and n not in lit[kind],
                        bool(within[n]),
                    )
                )  # fmt: skip
        return found, measure

    def _about(self, slot: np.ndarray) -> np.ndarray:
        """Return pairs of mark, by the slot of each place, and row of event of context; each once, shape (n, 2)."""
        at, event, events = slot[self._places.context_place], self._places.context_event, len(self._places.post)
        here = (at >= 0) & self._view.selection.mask[event]
        # An event may be about several places of a mark.
        return np.column_stack(np.divmod(np.unique(at[here] * events + event[here]), max(1, events)))

    def _few(self, kinds: Sequence[tuple[np.ndarray, np.ndarray, list[list[int]]]]) -> list[dict[int, list[int]]]:
        """Return the rows of the events of those marks that hold few, as far as there is room, the smallest first."""
        numbers = np.concatenate([number for _, number, _ in kinds])
        order = np.argsort(numbers, kind="stable")
        few = np.zeros(len(numbers), dtype=bool)
        few[order[(np.cumsum(numbers[order]) <= _MOST_IDS_IN_ALL) & (numbers[order] <= _MOST_IDS)]] = True
        found: list[dict[int, list[int]]] = []
        start = 0
        for at, number, about in kinds:
            is_few = np.append(few[start : start + len(number)], False)
            start += len(number)
            here = np.flatnonzero(is_few[at])
            rows: dict[int, list[int]] = defaultdict(list)
            for n, row in zip(at[here].tolist(), self._view.rows[here].tolist(), strict=True):
                rows[n].append(row)
            for n, row in about:
                if is_few[n]:
                    rows[n].append(row)
            found.append(rows)
        return found

    def _texts(
        self, few: Sequence[dict[int, list[int]]], column: str, most: int, room: int
    ) -> list[dict[int, list[str]]]:
        """Return a column's texts for the marks of at most so many events, as far as there is room for characters."""
        chosen = sorted(
            (len(rows), kind, n) for kind, of in enumerate(few) for n, rows in of.items() if len(rows) <= most
        )
        rows = [row for _, kind, n in chosen for row in few[kind][n]]
        texts = iter(self._view.dataset.frames.events[column].iloc[rows].tolist())
        found: list[dict[int, list[str]]] = [{} for _ in few]
        for number, kind, n in chosen:
            some = [truncated(str(next(texts)), _LETTERS[0]) for _ in range(number)]  # no id is longer
            room -= sum(len(one) + 3 for one in some)
            if room > 0:
                found[kind][n] = some
        return found

    def _lit(self, slots: Sequence[np.ndarray], about: list[list[int]]) -> list[set[int]]:
        """Return the numbers of the marks that hold a marked event."""
        if not self._view.marked:
            return [set(), set()]
        rows = [self._view.dataset.index.row_by_id[key] for key in self._view.marked]
        lit = [
            set(slot[of[rows]].tolist())
            for slot, of in zip(slots, (self._places.post, self._places.destination), strict=True)
        ]
        marked = set(rows)
        lit[0] |= {n for n, row in about if row in marked}
        return lit

    def _arcs(
        self, stands: Cells, arrivals: Cells, near: Sequence[np.ndarray]
    ) -> tuple[list[np.ndarray], list[dict[str, Any]], int, bool]:
        """Return the most frequent ways between marks, their traces, and how many are not drawn.

        Where some but not all ways begin or end near, which is returned last, they alone are drawn and counted.
        """
        view, used, k = self._view, np.flatnonzero(self._tally.ways), len(self._view.categories)
        if not len(used):
            return [], [], 0, False
        start, end = self._places.routes[used].T
        pair = stands.of_place[start] * len(arrivals.starts) + arrivals.of_place[end]
        pairs, number = np.unique(pair, return_inverse=True)
        a, b = np.divmod(pairs, len(arrivals.starts))
        touches = np.isin(a, near[0]) | np.isin(b, near[1])
        ends = [np.column_stack([self._lon[at], self._lat[at]]) for at in (stands.largest[a], arrivals.largest[b])]
        goes = (ends[0] != ends[1]).any(axis=1)
        weight = np.bincount(number, self._tally.ways[used])
        drawn = goes & touches if (goes & touches).any() else goes
        chosen = np.lexsort((-weight, ~drawn))[: min(_MOST_ARCS, int(drawn.sum()))]
        # By category, those who took each of the chosen.
        slot = np.full(len(pairs), -1)
        slot[chosen] = np.arange(len(chosen))
        of_way = np.full(len(self._places.routes) + 1, -1)
        of_way[used] = slot[number]
        at = of_way[self._places.route[view.rows]]
        by = np.bincount(at[at >= 0] * k + view.category_index[at >= 0], minlength=len(chosen) * k).reshape(-1, k)
        lit = set()
        if view.marked:
            rows = [view.dataset.index.row_by_id[key] for key in view.marked]
            lit = set(of_way[self._places.route[rows]].tolist())
        paths = great_circles(ends[0][chosen], ends[1][chosen], 25) if len(chosen) else np.empty((0, 2, 2))
        most = float(weight[chosen].max(initial=1))
        alike: dict[tuple[int, float, bool], list[int]] = defaultdict(list)
        for n, counts in enumerate(by):
            categories = np.flatnonzero(counts)
            category = int(categories[0]) if len(categories) == 1 else -1
            width = (1.0, 1.8, 3.0)[min(2, int(3 * math.sqrt(weight[chosen[n]] / most)))]
            alike[category, width, bool(view.marked) and n not in lit].append(n)
        strength = 0.7 if len(chosen) <= 12 else 0.45 if len(chosen) <= 40 else 0.3
        traces = [
            lines_trace(
                [paths[n][::3] for n in group],  # the browser draws great circles between points
                name=SEVERAL if category < 0 else escaped(view.categories[category].name),
                line={"color": MUTED if category < 0 else view.categories[category].colour, "width": width},
                meta={"counts": [_text(by[n].tolist()) for n in group]},
                opacity=0.12 if dimmed else strength,
            )
            for (category, width, dimmed), group in sorted(alike.items())
        ]
        return list(paths), traces, int(drawn.sum()) - len(chosen), bool((drawn != goes).any())

    def _ring_traces(self, marks: Sequence[_Sum]) -> list[dict[str, Any]]:
        """Return the rings around posts, one a mark: a ring for each reason would hide it."""
        here = [mark for mark in marks if mark.lost]
        if not self._ring or not here:
            return []
        name, symbol = self._ring
        colours = _each([self._colour(mark.lost) for mark in here])
        rings = [mark.ring for mark in here]
        return [
            {
                "type": "scattergeo",
                "mode": "markers",
                "name": name,
                "lon": [mark.longitude for mark in here],
                "lat": [mark.latitude for mark in here],
                "meta": {"counts": [_text(mark.lost) for mark in here]},
                "marker": {
                    "symbol": symbol,
                    "size": [round(size, 1) for size, _ in rings],
                    "color": colours,
                    "line": {"width": [round(width, 1) for _, width in rings], "color": colours},
                    "opacity": _each([mark.opacity for mark in here]),
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        ]

    def _colour(self, by_category: Sequence[int]) -> str:
        """Return the colour of the only category, or a quiet one."""
        some = [look.colour for look, n in zip(self._view.categories, by_category, strict=True) if n]
        return some[0] if len(some) == 1 else MUTED

    def _labelled(self, marks: Sequence[_Sum]) -> list[Mark]:
        """Return all marks, the most important first, with lines for those few whose labels are tried."""
        ordered = sorted(marks, key=lambda mark: -mark.number)
        tried = 0
        found = []
        for mark in ordered:
            tried += mark.within
            offers = _offers(mark) if mark.within and tried <= _MOST_LABELS else []
            found.append(Mark(mark.longitude, mark.latitude, mark.radius, offers, mark.dimmed, mark.target))
        return found


def _measure(left: np.ndarray, arrived: np.ndarray, context: np.ndarray) -> dict[str, tuple[Any, ...]]:
    """Return for each role symbol, diameter of one event, and least and greatest diameter, such that the largest fits.

    The numbers are those of the marks of the whole map, so that panning changes no size. A diamond never looks larger
    than a disc of as many events.
    """
    found: dict[str, tuple[Any, ...]] = {}
    disc = 1.0
    for role, numbers in (("post", left), ("destination", arrived), ("context", context)):
        one, most = SIZES[role]
        fits = min(1.0, most / one / math.sqrt(max(1, int(numbers.max(initial=1)))))
        disc = fits if role == "post" and left.any() else disc
        found[role] = SYMBOLS[role], round(one * min(fits, disc), 4), _LEAST, most
    return found


def _size(measure: tuple[Any, ...], number: int) -> float:
    _, one, least, most = measure
    return round(float(min(most, max(least, one * math.sqrt(number)))), 1)


def _slots(of: Cells, chosen: np.ndarray) -> np.ndarray:
    """Return for each place of the file, and last for no place, the number of its mark among those chosen, or -1."""
    slot = np.full(len(of.starts) + 1, -1)
    slot[chosen] = np.arange(len(chosen))
    return np.append(slot[of.of_place], -1)


def _box(box: np.ndarray) -> list[float]:
    """Return a box a little wider, its longitudes from -180 to 180."""
    west, south, east, north = box.tolist()
    low = [math.floor((value - _WIDEN) / _WIDEN) * _WIDEN for value in (west, south)]
    high = [math.ceil((value + _WIDEN) / _WIDEN) * _WIDEN for value in (east, north)]
    around = [round((value + 180) % 360 - 180, 4) for value in (low[0], high[0])]
    return [around[0], max(-90.0, round(low[1], 4)), around[1], min(90.0, round(high[1], 4))]


def _text(by_category: Sequence[int]) -> str:
    """Return numbers by category as pairs; a text is shorter than lists, and quicker for plotly to check."""
    return " ".join(f"{category} {n}" for category, n in enumerate(by_category) if n)


def _each(values: list[Any]) -> Any:
    """Return the values of points, or the one that all of them have."""
    return values[0] if all(value == values[0] for value in values) else values


def _mark_traces(marks: Sequence[_Sum], meta: dict[str, Any], colours: Sequence[str]) -> list[dict[str, Any]]:
    """Return the marks that narrow the selection, those that hold ids, and the discs within discs."""
    hovers = _hovers(marks, meta["categories"])
    traces: list[dict[str, Any]] = []
    inner: list[tuple[_Sum, float, str]] = []
    for name, narrows, ids in (("Sums", {"narrows": "box"}, False), ("Places", {}, True)):
        some = [mark for mark in marks if mark.ids is ids]
        if not some:
            continue
        traces.append(
            {
                "type": "scattergeo",
                "mode": "markers",
                "name": name,
                "lon": [round(mark.longitude, 4) for mark in some],
                "lat": [round(mark.latitude, 4) for mark in some],
                "customdata": [mark.target for mark in some],
                "meta": {**meta, **narrows, "role": [mark.role for mark in some],
                         "counts": [_text(_counts(mark)) for mark in some]},
                "hovertext": [hover for hover, mark in zip(hovers, marks, strict=True) if mark.ids is ids],
                "hoverinfo": "text",
                "marker": {
                    "size": [mark.size for mark in some],
                    "symbol": _each([SYMBOLS[mark.role] for mark in some]),
                    "color": _each([_fill(mark, colours) for mark in some]),
                    "line": {"width": 1.3,
                             "color": _each([_outline(mark) for mark in some])},
                    "opacity": _each([mark.opacity for mark in some]),
                },
                "showlegend": False,
            }
        )  # fmt: skip
        for mark in some:
            rest = mark.number
            for (_, number), (category, _) in zip(mark.ranked, mark.ranked[1:], strict=False):
                rest -= number
                if mark.role == "post":
                    size = mark.size * math.sqrt(rest / mark.number)
                    inner.append((mark, size, MIXED if category < 0 else colours[category]))
    if inner:
        traces.append(
            {
                "type": "scattergeo",
                "mode": "markers",
                "name": "Shares",
                "lon": [round(mark.longitude, 4) for mark, *_ in inner],
                "lat": [round(mark.latitude, 4) for mark, *_ in inner],
                "marker": {
                    "size": [round(size, 1) for _, size, _ in inner],
                    "color": [colour for *_, colour in inner],
                    "line": {"width": 0},
                    "opacity": _each([mark.opacity for mark, *_ in inner]),
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return traces


def _counts(mark: _Sum) -> list[int]:
    """Return the events of a mark by category, context the last of them."""
    return [*mark.by_category, mark.context]


def _fill(mark: _Sum, colours: Sequence[str]) -> str:
    if mark.role != "post":
        return {"context": PAPER, "destination": INK}[mark.role]
    return colours[mark.ranked[0][0]]


def _outline(mark: _Sum) -> str:
    if mark.role == "context":
        return INK if mark.places > 1 else MUTED
    return INK if mark.places > 1 and mark.role == "post" else PAPER


def _hovers(marks: Sequence[_Sum], names: Sequence[str]) -> list[str]:
    """Return what is said of each mark, with as many letters of each name as there is room for."""
    for letters in _LETTERS:
        hovers = [_hover(mark, names, letters) for mark in marks]
        if len(to_json_plotly(hovers)) <= _HOVER_ROOM:
            break
    return hovers


def _hover(mark: _Sum, names: Sequence[str], letters: int) -> str:
    """Return what is said of a mark: its places, its numbers, and its largest places."""
    few = min(_FEW_LETTERS, letters)
    if mark.places > 1:
        head = bold(f"{mark.places:,} places")
    else:
        exact = f" ({mark.precision})" if mark.precision not in (None, "exact") else ""
        head = "<br>".join(bold(line) for line in hover_lines(truncated(mark.name, letters), 2)) + (
            muted(exact) if exact else ""
        )
    said = []
    if mark.role != "context":
        said.append(f"{mark.number:,} {'arrived' if mark.role == 'destination' else 'left'}")
    if mark.role == "post" and len(mark.ranked) > 1:
        parts = [f"{n:,} {truncated(names[k], few) if k >= 0 else 'others'}" for k, n in mark.ranked]
        said += hover_lines(" · ".join(parts), 3)
    for status, by_category in mark.missing.items():
        said.append(f"{sum(by_category):,} {WHEREABOUTS_LABELS[status].lower()}")
    if mark.context:
        said.append(f"{mark.context:,} context")
    lines = [head, "<br>".join(escaped(line) for line in said)]
    lines += [escaped(line) for name in mark.names for line in hover_lines(truncated(name, letters), 1)]
    if mark.largest:
        more = mark.places - len(mark.largest)
        largest = [f"{truncated(name, few)} · {n:,}" for name, n in mark.largest]
        lines.append(muted("\n".join(largest + ([f"and {more:,} more"] if more else []))).replace("\n", "<br>"))
    return "<br>".join(lines)


def _offers(mark: _Sum) -> list[list[tuple[str, str]]]:
    """Return the labels of a mark, from the fullest to the shortest, lines as plain text and as markup."""
    name, others = truncated(mark.name, 60), mark.places - 1
    more = f" + {others:,} place{'s' * (others > 1)}" if others else ""
    wide = name + more + "  "  # digits are wider than letters
    if mark.role == "context":
        return [[(wide, f'<span style="font-size:12px">{muted(name + more)}</span>')]]
    head = wide, bold(name) + (muted(more) if more else "")
    said = "arrived" if mark.role == "destination" else "defections" if mark.number > 1 else "defection"
    who = truncated(mark.names[0], 60) if [mark.number] == [len(mark.names)] == [1] else f"{mark.number:,} {said}"
    return [[head, (who, escaped(who))], [head]]
