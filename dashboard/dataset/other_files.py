"""Files that are no event files but something else that people have at hand: a spreadsheet, a document, a web page."""

import re

from dashboard.dataset.problems import Problem

_IMPORT = "make an event file of it with: defections import TABLE --out events.yaml"
_COPY = "an event file is plain text; copy what it needs into one, or into a spreadsheet for defections import"

_IN_ZIP = (
    (b"xl/", "an Excel workbook (xlsx)", _IMPORT),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet (ods)", _IMPORT),
    (b"word/", "a Word document (docx)", _COPY),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (odt)", _COPY),
    (b"", "a zip archive", "unpack it first"),
)
"""What a zip archive holds, by a part of it."""

_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", "an Excel or Word file of before 2007 (xls, doc)", "save a table as xlsx, then " + _IMPORT),
    (b"%PDF", "a PDF", _COPY),
    (b"{\\rtf", "a formatted text (RTF)", _COPY),
    (b"\x1f\x8b", "a compressed file (gz)", "unpack it first"),
    (b"\x89PNG", "a picture (PNG)", _COPY),
    (b"\xff\xd8\xff", "a picture (JPEG)", _COPY),
)
"""Other files by their first bytes."""

_TAG = re.compile(rb"\s*<(?:!doctype|\?xml|html|head|body|table|div|p\b)", re.IGNORECASE)
_NO_TABLE = re.compile(r"\s*[#%{\[\-<]|.*:(?:\s|$)")


def other_file(data: bytes) -> Problem | None:
    """Say what a file is, if it is another kind of file, and what to do with it."""
    if data.startswith(b"PK\x03\x04"):
        return next(_problem(what, way_out) for part, what, way_out in _IN_ZIP if part in data)
    for beginning, what, way_out in _BEGINNINGS:
        if data.startswith(beginning):
            return _problem(what, way_out)
    if _TAG.match(data[:1000].removeprefix(b"\xef\xbb\xbf")):
        return _problem("a web page or other HTML or XML", _COPY)
    if re.match(rb"[\t\n\r -~]\0[\t\n\r -~]\0|\0[\t\n\r -~]\0[\t\n\r -~]", data):
        return Problem(1, 1, "the file is UTF-16; save it as UTF-8")
    if sign := _separator(data[:20_000]):
        return _problem(f"a table whose cells are separated by {sign} (CSV)", _IMPORT)
    return None


def _problem(what: str, way_out: str) -> Problem:
    return Problem(1, 1, f"the file is {what}, not an event file; {way_out}")


def _separator(beginning: bytes) -> str | None:
    """Return what separates the cells of a table, if the first two lines have as many of them."""
    lines = beginning.decode("utf-8-sig", "replace").splitlines()
    rows = [line for line in lines if line.strip()][:2]
    if len(rows) < 2 or _NO_TABLE.match(rows[0]):
        return None
    for separator, name in (("\t", "tabs"), (";", "semicolons"), (",", "commas")):
        first, second = (re.sub(r'"[^"]*"', "", row).count(separator) for row in rows)
        if first and (first == second or first > 1 <= second):
            return name
    return None
