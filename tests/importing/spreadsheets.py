"""The least XLSX and ODS files that hold given cells."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from dashboard.importing.cells import column_letters

Cells = Iterable[Sequence[object]]

FORMATS = {"day": "yyyy-mm-dd", "month": "mmm yyyy", "year": "yyyy"}
_STYLES = {"general": 0, "day": 1, "month": 2, "year": 3}


class Shown:
    """A day of which a cell shows the month or the year alone."""

    def __init__(self, day: date, unit: str) -> None:
        self.day, self.unit = day, unit


def write_xlsx(path: Path, sheets: Mapping[str, Cells] | Cells) -> Path:
    """Write sheets, by name, or one named Sheet1."""
    sheets = sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}
    numbered = list(enumerate(sheets.items(), 1))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as archive:
        overrides = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
            for n, _ in numbered
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            + "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in numbered)
            + "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                for n, _ in numbered
            )
            + f'<Relationship Id="rId0" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        )
        codes = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{it}"/>' for n, it in enumerate(FORMATS.values()))
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{main}"><numFmts count="3">{codes}</numFmts><cellXfs count="4"><xf numFmtId="0"/>'
            + "".join(f'<xf numFmtId="{164 + n}" applyNumberFormat="1"/>' for n in range(3))
            + "</cellXfs></styleSheet>",
        )
        for n, (_, rows) in numbered:
            body = "".join(
                f'<row r="{r}">{"".join(_xlsx_cell(f"{column_letters(c)}{r}", it) for c, it in enumerate(row))}</row>'
                for r, row in enumerate(rows, 1)
            )
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
            )
    return path


def _xlsx_cell(name: str, value: object) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return f'<c r="{name}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f'<c r="{name}"><v>{value}</v></c>'
        case date() | Shown():
            day, unit = (value.day, value.unit) if isinstance(value, Shown) else (value, "day")
            return f'<c r="{name}" s="{_STYLES[unit]}"><v>{serial(day)}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def serial(day: date) -> float:
    """Return the number by which spreadsheets keep a day."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return (moment - datetime(1899, 12, 30)).total_seconds() / 86_400


def write_ods(path: Path, rows: Cells, sheet: str = "Sheet1") -> Path:
    """Write one sheet."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("number", "datastyle"),
        )
    )
    parts = {"day": ("year", "month", "day"), "month": ("month", "year"), "year": ("year",)}
    styles = "".join(
        f'<number:date-style style:name="N{unit}">{"".join(f"<number:{it}/>" for it in shown)}</number:date-style>'
        f'<style:style style:name="c{unit}" style:family="table-cell" style:data-style-name="N{unit}"/>'
        for unit, shown in parts.items()
    )
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet><table:table table:name={quoteattr(sheet)}>{body}</table:table>"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def _ods_cell(value: object) -> str:
    match value:
        case None | "":
            return "<table:table-cell/>"
        case int() | float():
            return (
                f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
                "</table:table-cell>"
            )
        case date() | Shown():
            day, unit = (value.day, value.unit) if isinstance(value, Shown) else (value, "day")
            return (
                f'<table:table-cell table:style-name="c{unit}" office:value-type="date" '
                f'office:date-value="{day.isoformat()}"><text:p>{day.isoformat()}</text:p></table:table-cell>'
            )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
