"""The URL of the page in the reader's browser: read, written, and whether it or the page changed last."""

from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard.selection import Filters, ViewOptions

QueryPairs = tuple[tuple[str, str], ...]
"""The keys and values of a URL query."""

_MAX_QUERY = 6000
"""Characters of a query: many servers refuse a request whose first line has more than 8,000."""


@dataclass(frozen=True)
class BrowserUrl:
    """The queries that the browser may have in its address bar.

    The browser takes a moment to take over a query that the page writes. Clicks that it sends until then still carry
    an older one.
    """

    queries: tuple[QueryPairs, ...] = ()  # the one that the browser sent last, then those that the page wrote since
    revision: int = 0  # the page's, when page and URL were last in step

    def changed_last(self, query: QueryPairs, revision: int) -> bool:
        """Whether the reader changed the URL after the page did, by a link or the back button.

        An older query is a late click if the reader did something on the page since, else the back button.
        """
        if query not in self.queries:
            return True
        return query != self.queries[-1] and revision == self.revision

    def without_older_than(self, query: QueryPairs) -> "BrowserUrl":
        """Return what the browser may have once it sent one of these queries: none that is older."""
        return replace(self, queries=self.queries[self.queries.index(query) :])


def browser_query() -> QueryPairs:
    """Return the query of the URL that the browser sent with this run."""
    return tuple((key, value) for key in st.query_params for value in st.query_params.get_all(key))


def is_url_written() -> bool:
    """Whether the page writes what it shows into its URL: a frame adds no steps to the history of its site."""
    return not st.context.is_embedded


def write_query(pairs: QueryPairs) -> None:
    """Have the browser show a query in its address bar, as a new step of its history."""
    if pairs:
        st.query_params.from_dict({key: [v for k, v in pairs if k == key] for key, _ in pairs})
    else:
        st.query_params.clear()  # an empty dict would leave the address bar as it was


def view_pairs(filters: Filters, options: ViewOptions) -> QueryPairs:
    """Return the query of a view. Of more marks than servers take in an address, it names none."""
    shown = replace(options, marked=()) if url_remarks(filters, options) else options
    return (*filters.pairs(), *shown.pairs())


def url_remarks(filters: Filters, options: ViewOptions) -> list[str]:
    """Return a sentence on marks that the address of a view has no room for, if there are any."""
    has_room = not options.marked or len(urlencode((*filters.pairs(), *options.pairs()))) <= _MAX_QUERY
    return [] if has_room else ["Too many events are marked. A link to this view will not mark them."]


def view_url(filters: Filters, options: ViewOptions) -> str:
    """Return the whole URL of a view, as the browser reaches this server."""
    base = urlsplit(st.context.url or "")
    query = urlencode(view_pairs(filters, options))
    # Streamlit leaves the slash at its end out: the page below a path is at `/path/`.
    return base._replace(path=f"{base.path.rstrip('/')}/", query=query, fragment="").geturl()


def url_of_card(filters: Filters, options: ViewOptions, event_id: str) -> str:
    """Return the URL of a view with one event marked, whose card then comes first and is open."""
    return view_url(filters, replace(options, marked=(event_id,)))


Reach = Literal["computer", "network", "internet"]


def reach(url: str) -> Reach:
    """Return from where a URL can be opened: the same computer, the same network, or everywhere."""
    host = urlsplit(url).hostname
    if host is None:  # nothing is known of it
        return "internet"
    try:
        address = ip_address(host)
    except ValueError:  # a name
        if host == "localhost" or host.endswith(".localhost"):
            return "computer"
        return "internet" if "." in host and not host.endswith((".local", ".internal", ".home.arpa")) else "network"
    return "computer" if address.is_loopback else "internet" if address.is_global else "network"
