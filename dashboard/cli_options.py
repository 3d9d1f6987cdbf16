"""The options of the command line that check more than click does.

What they offer is imported only where they are used or explained.
"""

from collections.abc import Callable, Iterable

import click


class LazyChoice(click.ParamType[str]):
    """One of the names in a list that is expensive to import; it is imported when the option is used or explained."""

    name = "choice"

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the names as the help shows them."""
        return f"[{'|'.join(self._names())}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return a name of the list."""
        names = list(self._names())
        if value not in names:
            self.fail(f"{value!r} is not one of {', '.join(names)}", param, ctx)
        return value


def _picture_sizes() -> Iterable[str]:
    from dashboard.export.picture import SIZES

    return SIZES


def _themes() -> Iterable[str]:
    from dashboard.charts.theme import THEMES

    return THEMES


def _colours() -> Iterable[str]:
    from dashboard.selection.filters import COLOUR_BY

    return COLOUR_BY


PICTURE_SIZE, THEME, COLOUR = LazyChoice(_picture_sizes), LazyChoice(_themes), LazyChoice(_colours)


def read_formats(ctx: click.Context, param: click.Parameter, value: str | None) -> list[str]:
    """Read names of formats with commas between them; by default all that need no browser."""
    from dashboard.export.write import FORMATS, WITHOUT_BROWSER

    if value is None:
        return list(WITHOUT_BROWSER)
    names = list(dict.fromkeys(name.strip() for name in value.lower().split(",")))
    if unknown := [name for name in names if name not in FORMATS]:
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(FORMATS)}")
    return names


def read_title(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check the title of a picture."""
    from dashboard.export.picture import MAX_TITLE

    if value is None:
        return None
    title = " ".join(value.split())
    if not title:
        raise click.BadParameter("is empty; leave it out for the title of the file")
    if len(title) > MAX_TITLE:
        raise click.BadParameter(f"has {len(title):,} characters; at most {MAX_TITLE} have room")
    return title


def read_web_origins(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Check web origins."""
    from dashboard.settings import web_origin

    try:
        return tuple(map(web_origin, values))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def read_base_path(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check the path below which the page is shown."""
    from dashboard.settings import read_base_path as read

    try:
        return None if value is None else read(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


MAX_SIZE = "--max-size"

max_size_option = click.option(
    MAX_SIZE,
    "max_bytes",
    type=click.IntRange(min=1),
    callback=lambda _ctx, _param, megabytes: megabytes and megabytes * 2**20,
    metavar="MB",
    help="Largest event file to read, in MB.  [default: 128]",
)
