"""The marks of a map: what each stands for, how large and in which colours it is drawn, and the discs within it."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dashboard.charts.map.projection import Viewport
from dashboard.charts.map.sites import Members, Sites
from dashboard.charts.map.style import (
    CONTEXT,
    COUNTRY_SYMBOLS,
    DESTINATION,
    DIMMED_WIDTH,
    OUTLINE_WIDTH,
    POST,
    ROLE_SYMBOLS,
    SIZE_RULES,
    SizeRule,
)
from dashboard.charts.map.totals import Totals
from dashboard.charts.theme import INK, MUTED, NOT_KNOWN, PAPER, SEVERAL, pale
from dashboard.charts.view import ChartView

MAX_CATEGORIES = 4
"""How many categories a disc shows; where there are more, the last part stands for all the rest."""

REST = -1
"""The category of that part: the last, as Python counts."""


@dataclass(frozen=True, eq=False)
class Marks:
    """The marks of a map."""

    sites: Sites
    totals: Totals
    size: np.ndarray  # (n,) diameter in px
    is_dimmed: np.ndarray  # (n,) whether events are marked and none of these

    def __len__(self) -> int:
        """Return how many marks there are."""
        return len(self.size)

    @property
    def symbol(self) -> np.ndarray:
        """The symbol of each mark: that of its role, crossed where no more than a country is known."""
        role = self.totals.role
        return np.asarray(np.where(self.sites.is_country, COUNTRY_SYMBOLS[role], ROLE_SYMBOLS[role]))

    @property
    def edge_width(self) -> np.ndarray:
        """The width of each mark's edge in pixels."""
        return np.where(self.is_dimmed, DIMMED_WIDTH, OUTLINE_WIDTH)

    def largest(self, are_asked: np.ndarray) -> list[int]:
        """Return the largest disc and the largest diamond of the marks asked for, the disc first, if there are any.

        Of several that stand for one event each, none is the largest.
        """
        found = []
        for role in (POST, DESTINATION):
            number = np.where(are_asked & (self.totals.role == role), self.totals.count, 0)
            if number.max(initial=0) > 1 or number.sum() == 1:
                found.append(int(number.argmax()))
        return found

    def overlap_larger(self, viewport: Viewport) -> np.ndarray:
        """Whether each mark overlaps a larger one; it is then drawn on top of that one, of its discs and its rings."""
        at, radius = viewport.pixels(*self.sites.points.T), self.size / 2
        found = np.zeros(len(self), dtype=bool)
        for n in np.argsort(-radius, kind="stable").tolist():
            found |= (radius < radius[n]) & (np.hypot(*(at - at[n]).T) < radius + radius[n])
        return found

    def take(self, chosen: np.ndarray) -> "Marks":
        """Return some of the marks, given by index, in this order."""
        return Marks(self.sites.take(chosen), self.totals.take(chosen), self.size[chosen], self.is_dimmed[chosen])


def fitted_size_rules(totals: Totals) -> tuple[SizeRule, ...]:
    """Return the size rules by which the largest mark of each role has room, areas still in proportion.

    A diamond or square never looks larger than a disc of as many events.
    """
    disc_factor = 1.0
    rules = []
    for role, rule in enumerate(SIZE_RULES):
        numbers = totals.counts_by_role[totals.role == role, role]
        factor = min(1.0, rule.largest / rule.of_one / math.sqrt(max(1, numbers.max(initial=1))))
        if role == POST and len(numbers):
            disc_factor = factor
        rules.append(SizeRule(round(rule.of_one * min(factor, disc_factor), 4), rule.smallest, rule.largest))
    return tuple(rules)


def sizes(numbers: np.ndarray, role: np.ndarray, rules: tuple[SizeRule, ...] = SIZE_RULES) -> np.ndarray:
    """Return the diameter of each mark in pixels."""
    by_role = np.stack([rule.diameters(numbers) for rule in rules])
    return np.asarray(by_role[role, np.arange(len(role))])


def dimmed(view: ChartView, members: Members, marks: int) -> np.ndarray:
    """Return which marks hold none of the marked events, if there are any."""
    is_dimmed = np.full(marks, bool(view.marked))
    if view.marked:
        for pairs in members.by_role:
            is_dimmed[pairs[is_marked(view)[pairs[:, 1]], 0]] = False
    return is_dimmed


def is_marked(view: ChartView) -> np.ndarray:
    """Return which of the selected events are marked."""
    row_by_id = view.dataset.index.row_by_id
    return np.isin(view.rows, [row_by_id[key] for key in view.marked])


def ranked_categories(numbers: np.ndarray) -> list[tuple[int, int]]:
    """Return categories with their numbers, the largest first; what is beyond `MAX_CATEGORIES` is the `REST`."""
    order = np.argsort(-numbers, kind="stable")[: np.count_nonzero(numbers)]
    pairs = list(zip(order.tolist(), numbers[order].tolist(), strict=True))
    if len(pairs) <= MAX_CATEGORIES:
        return pairs
    return [*pairs[: MAX_CATEGORIES - 1], (REST, sum(number for _, number in pairs[MAX_CATEGORIES - 1 :]))]


def pale_where(is_dimmed: np.ndarray, colours: np.ndarray) -> np.ndarray:
    """Return colours, some of them as pale tones; paper stays paper."""
    pairs = zip(colours.tolist(), is_dimmed, strict=True)
    return np.array([pale(colour) if is_pale else colour for colour, is_pale in pairs], dtype=object)


def fills(marks: Marks, colours: np.ndarray, has_inner_discs: bool) -> np.ndarray:
    """Return the colour of each mark, pale where it is dimmed."""
    return pale_where(marks.is_dimmed, _full_colours(marks, colours, has_inner_discs))


def _full_colours(marks: Marks, colours: np.ndarray, has_inner_discs: bool) -> np.ndarray:
    """Return the colour of each mark: of a post's largest category, if discs within it show the others."""
    by_category = marks.totals.by_category
    is_mixed = (by_category > 0).sum(axis=1) > 1
    of_post = np.where(is_mixed & (not has_inner_discs), SEVERAL, colours[by_category.argmax(axis=1)])
    role = marks.totals.role
    return np.where(role == POST, of_post, np.where(role == DESTINATION, INK, PAPER))


def outlines(marks: Marks, colours: np.ndarray, has_inner_discs: bool) -> np.ndarray:
    """Return the colour of each outline: it tells marks of several places apart, and holds a dimmed mark together."""
    is_context = marks.totals.role == CONTEXT
    is_several = (marks.sites.place_count > 1) & (marks.totals.role != DESTINATION)
    full = np.where(is_several, INK, np.where(is_context, MUTED, PAPER))
    dimmed_edges = np.where(is_context, NOT_KNOWN, _full_colours(marks, colours, has_inner_discs))
    return np.where(marks.is_dimmed, dimmed_edges, full)


@dataclass(frozen=True, eq=False)
class InnerDiscs:
    """Inner discs of posts: each covers the share of its own category and all smaller ones."""

    mark: np.ndarray  # (n,)
    size: np.ndarray  # (n,) diameter in px
    colour: np.ndarray  # (n,)

    def within(self, marks: np.ndarray) -> "InnerDiscs":
        """Return the discs within some marks, given by index."""
        chosen = np.isin(self.mark, marks)
        return InnerDiscs(self.mark[chosen], self.size[chosen], self.colour[chosen])


def inner_discs(marks: Marks, colours: np.ndarray) -> InnerDiscs:
    """Return the discs within posts of several categories."""
    found: list[tuple[int, float, str]] = []
    numbers = marks.totals.by_category
    for mark in np.flatnonzero(marks.totals.role == POST).tolist():
        ranked = ranked_categories(numbers[mark])
        rest = whole = sum(number for _, number in ranked)
        for (_, outside), (category, _) in pairwise(ranked):
            rest -= outside
            size = round(marks.size[mark] * math.sqrt(rest / whole), 1)
            found.append((mark, size, SEVERAL if category == REST else colours[category]))
    mark_numbers, diameters, colour = zip(*found, strict=True) if found else ((), (), ())
    return InnerDiscs(np.array(mark_numbers, dtype=int), np.array(diameters), np.array(colour))
