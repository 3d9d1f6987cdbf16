"""Export a selection into a folder: a file for each format, and of pictures one for each chart."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.export import rasterise, tables
from dashboard.export.atomic_files import TEMPORARY_SUFFIX, sigterm_interrupts, write_files
from dashboard.export.html_page import static_page
from dashboard.export.picture import CHARTS, SIZES, PictureStyle, describe_picture, draw_picture, picture_name
from dashboard.selection import Selection, ViewOptions

FORMATS = ("html", "png", "svg", "pdf", "csv", "claims", "json", "geojson", "yaml")
WITHOUT_BROWSER = tuple(name for name in FORMATS if name not in rasterise.FORMATS)


@dataclass(frozen=True)
class ExportRequest:
    """What is exported, in which of `FORMATS`, and how it is drawn."""

    selection: Selection
    formats: Sequence[str]
    options: ViewOptions = field(default_factory=ViewOptions)  # pictures alone show which events are marked
    size: str = "article"  # of pictures: a key of SIZES
    theme: str = "light"
    title: str | None = None  # of pictures; that of the event file if None

    @property
    def file_names(self) -> list[str]:
        """The names of the files: `defections.csv`, but `defections-map-article.png`, one for each chart."""
        return [
            name
            for format in self.formats
            for name in (self._picture_names(format) if format in rasterise.FORMATS else [_file_name(format)])
        ]

    def _picture_names(self, format: str) -> list[str]:
        return [f"{picture_name(self.selection, chart, self.size)}.{format}" for chart in CHARTS]


class ExportError(Exception):
    """Why nothing was exported: a sentence for each reason."""


class FilesExistError(ExportError):
    """Files that are there already, a sentence for each; who asks knows how to have them replaced."""


def export_files(
    request: ExportRequest, folder: Path, force: bool, on_file: Callable[[], object] = lambda: None
) -> list[Path]:
    """Write the files of a request into a folder, which is made if missing, and return their paths.

    `on_file` is called after each file. Where a file is there already, nothing is written, unless `force` puts the new
    one in its place. Raises `ExportError`.
    """
    try:
        with sigterm_interrupts(), _made(folder):
            _check_paths([folder / name for name in request.file_names], force)
            return write_files(folder, file_contents(request, on_file), force)
    except FileExistsError as error:  # another process made it since
        raise FilesExistError(_exists_sentence(_failed_path(error, folder))) from error
    except OSError as error:
        raise ExportError(f"{_failed_path(error, folder)}: {error.strerror}") from error
    except rasterise.ImageError as error:
        raise ExportError(str(error)) from error


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder with those above it; if what is done in the context fails, remove what was made and is empty."""
    missing = [it for it in (folder, *folder.parents) if not os.path.lexists(it)]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(f"cannot create the folder {folder}: {error.strerror}") from error
        yield
    except BaseException:
        for made in missing:
            with suppress(OSError):  # not empty, or never made
                made.rmdir()
        raise


def _check_paths(paths: Sequence[Path], force: bool) -> None:
    """Raise `ExportError` where a folder or, unless `force` is given, a file has one of these paths."""
    if folders := [path for path in paths if path.is_dir()]:
        raise ExportError(*(f"{path} is a folder and cannot be replaced by a file" for path in folders))
    if not force and (taken := [path for path in paths if os.path.lexists(path)]):
        raise FilesExistError(*map(_exists_sentence, taken))


def _exists_sentence(path: object) -> str:
    return f"{path} already exists"


def _failed_path(error: OSError, folder: Path) -> object:
    """Return what a failure is about: a file of the export, else its folder, and never a temporary file."""
    name = error.filename2 or error.filename
    return folder if name is None or str(name).endswith(TEMPORARY_SUFFIX) else name


def file_contents(request: ExportRequest, on_file: Callable[[], object] = lambda: None) -> dict[str, bytes]:
    """Return the files of a request by name; `on_file` is called after each. Raises `rasterise.ImageError`."""
    if set(request.formats) & set(rasterise.FORMATS):
        rasterise.find_browser()  # before any work
    images = dict(_images(request))
    files = {}
    for format in request.formats:
        if format not in rasterise.FORMATS:
            files[_file_name(format)] = _text(request, format).encode()
            on_file()
    if images:
        files |= zip(images, rasterise.draw_images(list(images.values()), on_file), strict=True)
    return {name: files[name] for name in request.file_names}


def _text(request: ExportRequest, format: str) -> str:
    if format == "html":
        return static_page(request.selection, request.options)
    csv_writers = {"csv": tables.as_csv, "claims": tables.claims_as_csv}
    if format in csv_writers:
        return tables.BYTE_ORDER_MARK + csv_writers[format](request.selection)
    writers = {"json": tables.as_json, "geojson": tables.as_geojson, "yaml": tables.as_yaml}
    return writers[format](request.selection)


def _file_name(format: str) -> str:
    return "defections-claims.csv" if format == "claims" else f"defections.{format}"


def _images(request: ExportRequest) -> Iterator[tuple[str, rasterise.Image]]:
    """Yield every picture of a request with its file name; each chart is drawn once for all formats."""
    formats = [format for format in request.formats if format in rasterise.FORMATS]
    if not formats:
        return
    style = PictureStyle(size := SIZES[request.size], request.theme, request.title)
    for chart in CHARTS:
        figure = draw_picture(request.selection, chart, request.options, style)
        name = picture_name(request.selection, chart, request.size)
        text = describe_picture(request.selection, chart, request.title)
        for format in formats:
            yield f"{name}.{format}", rasterise.Image(figure, format, *text, size.scale, size.dpi)
