"""Export a selection into a folder: a file for each format, each whole or not there."""

import errno
import os
import secrets
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.export import rasterise, tables
from dashboard.export.html_page import static_page
from dashboard.export.picture import CHARTS, SIZES, picture
from dashboard.export.provenance import caption
from dashboard.selection import Selection, ViewOptions

FORMATS = ("html", "png", "svg", "pdf", "csv", "json", "geojson", "yaml")
WITHOUT_BROWSER = tuple(it for it in FORMATS if it not in rasterise.FORMATS)


@dataclass(frozen=True)
class Export:
    """What is exported, in which of `FORMATS`; the rest says how it is drawn."""

    selection: Selection
    formats: Sequence[str]
    options: ViewOptions = field(default_factory=ViewOptions)  # marked events in pictures alone
    size: str = "article"
    theme: str = "light"

    @property
    def names(self) -> list[str]:
        """Return the names of the files: `defections.csv`, but `defections-map.png`, one for each chart."""
        return [f"defections{chart}.{format}" for format in self.formats for chart in _charts(format)]


def _charts(format: str) -> list[str]:
    return [f"-{chart}" for chart in CHARTS] if format in rasterise.FORMATS else [""]


class ExportError(Exception):
    """Why nothing was exported: a sentence for each reason."""


def export(of: Export, folder: Path, force: bool, made: Callable[[], object] = lambda: None) -> list[Path]:
    """Write an export into a folder, which is made if missing, and return the paths of its files.

    `made` is called after each file. Where a file is there already, nothing is written, unless `force` puts the new
    one in its place. Raises `ExportError`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"the folder {folder} cannot be made: {error.strerror}") from error
    paths = [folder / name for name in of.names]
    if folders := [path for path in paths if path.is_dir()]:
        raise ExportError(*(f"{path} is a folder, which no file replaces" for path in folders))
    if not force and (taken := [path for path in paths if os.path.lexists(path)]):
        raise ExportError(*(f"{path}{_EXISTS}" for path in taken))
    try:
        with _interruptible():
            return write(folder, contents(of, made), force)
    except FileExistsError as error:  # since
        raise ExportError(f"{_named(error, folder)}{_EXISTS}") from error
    except OSError as error:
        raise ExportError(f"{_named(error, folder)}: {error.strerror}") from error
    except rasterise.ImageError as error:
        raise ExportError(str(error)) from error


_EXISTS = " exists; --force replaces it"


def _named(error: OSError, folder: Path) -> object:
    """Return what a failure is about: a file of the export, else its folder, and no temporary name."""
    name = error.filename2 or error.filename
    return folder if name is None or str(name).endswith(_PART) else name


def contents(of: Export, made: Callable[[], object] = lambda: None) -> dict[str, bytes]:
    """Return the files of an export by name; `made` is called after each. Raises `rasterise.ImageError`."""
    if set(of.formats) & set(rasterise.FORMATS):
        rasterise.find_browser()  # before any work
    wanted = dict(_pictures(of))
    files = {}
    for format in of.formats:
        if format not in rasterise.FORMATS:
            files[f"defections.{format}"] = _text(of, format).encode()
            made()
    files |= zip(wanted, rasterise.draw(list(wanted.values()), made), strict=True) if wanted else {}
    return {name: files[name] for name in of.names}


def _text(of: Export, format: str) -> str:
    if format == "html":
        return static_page(of.selection, of.options, of.theme)
    writers = {"csv": tables.csv, "json": tables.as_json, "geojson": tables.geojson, "yaml": tables.as_yaml}
    return writers[format](of.selection)


def _pictures(of: Export) -> Iterator[tuple[str, rasterise.Image]]:
    """Yield every picture of an export with its name."""
    formats = [format for format in of.formats if format in rasterise.FORMATS]
    size = SIZES[of.size]
    for chart, called in CHARTS.items() if formats else ():
        figure = picture(of.selection, chart, of.options, size, of.theme)
        title, said = caption(of.selection, called, with_basemap=chart != "timeline")
        for format in formats:
            yield f"defections-{chart}.{format}", rasterise.Image(figure, format, title, said, size.scale, size.dpi)


def write(folder: Path, files: Mapping[str, bytes], force: bool) -> list[Path]:
    """Write files into a folder, all of them or none, and return their paths.

    All are written under temporary names first, so that a full disk leaves none. Raises `FileExistsError` for a file
    that is there, unless `force` puts the new one in its place; then each is whole, the old one or the new one.
    """
    parts: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            part = folder / f".{name}.{secrets.token_hex(8)}{_PART}"
            parts[part] = folder / name
            _write_anew(part, content)
        if force:
            for part, path in parts.items():
                part.replace(path)
        else:
            _link_all(parts)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    return list(parts.values())


_PART = ".part"


def _write_anew(path: Path, content: bytes) -> None:
    """Write a file that is not there yet: never through a link, nor into what another has put there."""
    with path.open("xb") as file:  # O_CREAT and O_EXCL, which follow no link
        file.write(content)


def _link_all(parts: Mapping[Path, Path]) -> None:
    """Give all files their names, or none of them."""
    begun: list[Path] = []
    mine = {path: part.stat() for part, path in parts.items()}
    try:
        for part, path in parts.items():
            begun.append(path)  # before, for an interrupt may fall between the two
            _link(part, path)
    except BaseException:
        for path in begun:
            with suppress(FileNotFoundError):
                if os.path.samestat(path.lstat(), mine[path]):  # and not what another has put there
                    path.unlink()
        raise


def _link(part: Path, path: Path) -> None:
    """Give a file its name, unless another has it: a rename would replace that."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from None
        part.rename(path)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let a request to end, SIGTERM, end the work as Ctrl-C does: by an exception, so that it is cleared away."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
