"""Files that are something else, which people give to `check` by mistake: each is named, with what to do."""

import io
import zipfile

import pytest

from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import read_bytes
from tests.dataset.event_files import HEAD

IMPORT = "make an event file of it with: defections import TABLE --out events.yaml"
COPY = "an event file is plain text; copy what it needs into one, or into a spreadsheet for defections import"


def archive(name: str, content: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr(name, content)
    return file.getvalue()


OTHERS = {
    "xlsx": (archive("xl/workbook.xml"), f"an Excel workbook (xlsx), not an event file; {IMPORT}"),
    "docx": (archive("word/document.xml"), f"a Word document (docx), not an event file; {COPY}"),
    "ods": (
        archive("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        f"an OpenDocument spreadsheet (ods), not an event file; {IMPORT}",
    ),
    "odt": (
        archive("mimetype", "application/vnd.oasis.opendocument.text"),
        f"an OpenDocument text (odt), not an event file; {COPY}",
    ),
    "zip": (archive("events.yaml"), "a zip archive, not an event file; unpack it first"),
    "xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        f"an Excel or Word file of before 2007 (xls, doc), not an event file; save a table as xlsx, then {IMPORT}",
    ),
    "PDF": (b"%PDF-1.7\n", f"a PDF, not an event file; {COPY}"),
    "RTF": (b"{\\rtf1\\ansi", f"a formatted text (RTF), not an event file; {COPY}"),
    "HTML": (b"<!DOCTYPE html>\n<p>a", f"a web page or other HTML or XML, not an event file; {COPY}"),
    "HTML of a table": (b"\n <table><tr><td>", f"a web page or other HTML or XML, not an event file; {COPY}"),
    "CSV": (
        b"name,date,country\nKim,2016-08-25,KP\n",
        f"a table whose cells are separated by commas (CSV), not an event file; {IMPORT}",
    ),
    "CSV with quotes and colons": (
        b'"name","date, as stated","note"\n"Kim, Chol","2016","He said: no"\n',
        f"a table whose cells are separated by commas (CSV), not an event file; {IMPORT}",
    ),
    "CSV of Excel in Europe": (
        "\ufeffName;Datum;Ort\nKim;25.8.2016;London\n".encode(),
        f"a table whose cells are separated by semicolons (CSV), not an event file; {IMPORT}",
    ),
    "TSV": (
        b"name\tdate\nKim\t2016\n",
        f"a table whose cells are separated by tabs (CSV), not an event file; {IMPORT}",
    ),
}


@pytest.mark.parametrize(("data", "message"), OTHERS.values(), ids=OTHERS)
def test_another_kind_of_file_is_named_with_what_to_do(data, message):
    assert read_bytes(data).problems == (Problem(1, 1, f"the file is {message}"),)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_named_as_one_even_without_its_mark(encoding):
    assert read_bytes(HEAD.encode(encoding)).problems == (Problem(1, 1, "the file is UTF-16; save it as UTF-8"),)


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        f"# a, b\n# c, d\n{HEAD}",
        "title: a, b\nschema_version: 1\n",
        '{"schema_version": 1, "title": "T"}',
        "{schema_version: 1,\ntitle: T, description: D}\n",
        f"%YAML 1.1\n---\n{HEAD}",
    ],
)
def test_an_event_file_is_none_of_them(text):
    assert read_bytes(text.encode()).problems == ()
