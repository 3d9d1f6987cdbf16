"""How much of its date a cell of a spreadsheet shows: `Mar 2014`, typed into a cell, is kept as 1 March 2014.

Readers of spreadsheets return the day alone. The number format of the cell, in the XML of an XLSX or ODS file, says
whether the day, or the month too, was never meant.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dashboard.importing.cells import ShownUnit

Units: TypeAlias = dict[tuple[int, int], ShownUnit]
"""By row, from 1, and column, from 0."""

MAX_XML_BYTES = 512 * 2**20
"""Of a larger part of a file the formats are not read."""

_FORMATS_WITHOUT_DAY = {"17": "mmm-yy"}  # of those that XLSX files do not spell out
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def shown_units(data: bytes, sheet: str) -> Units:
    """Return the cells of a sheet whose format shows a month or a year alone; none of a file of another kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(archive.getinfo(name).file_size > MAX_XML_BYTES for name in names):
                return {}
            if "content.xml" in names:
                return _units_of_ods(archive, sheet)
            return _units_of_xlsx(archive, sheet) if "xl/workbook.xml" in names else {}
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError):
        return {}


def unit_of_format(code: str) -> ShownUnit:
    """Return what a number format of a spreadsheet shows of a date: `mmm yyyy` a month, `yyyy` a year."""
    letters = set(_NOT_SHOWN.sub("", code.partition(";")[0]).lower())
    if "d" in letters or not letters & {"y", "m"} or letters & {"h", "s"} or "y" not in letters:
        return "day"
    return "month" if "m" in letters else "year"


# XLSX


def _units_of_xlsx(archive: zipfile.ZipFile, sheet: str) -> Units:
    styles = _units_by_style(archive)
    if not styles:
        return {}
    units: Units = {}
    with archive.open(_sheet_path(archive, sheet)) as xml:
        for _, element in ElementTree.iterparse(xml):
            if _local(element.tag) == "c" and (unit := styles.get(element.get("s", ""))):
                units[_position(element.get("r", ""))] = unit
            elif _local(element.tag) == "row":
                element.clear()
    return units


def _units_by_style(archive: zipfile.ZipFile) -> dict[str, ShownUnit]:
    """Return what is shown by styles of cells, by their number, that do not show the day."""
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = _FORMATS_WITHOUT_DAY | {
        element.get("numFmtId", ""): element.get("formatCode", "") for element in _all(root, "numFmt")
    }
    formats = [xf.get("numFmtId", "") for parent in _all(root, "cellXfs") for xf in parent]
    units = {str(i): unit_of_format(codes.get(number, "")) for i, number in enumerate(formats)}
    return {style: unit for style, unit in units.items() if unit != "day"}


def _sheet_path(archive: zipfile.ZipFile, name: str) -> str:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    (sheet,) = [element for element in _all(book, "sheet") if element.get("name") == name]
    id_ = next(value for key, value in sheet.attrib.items() if _local(key) == "id")
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(link.get("Target", "") for link in links if link.get("Id") == id_)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _position(name: str) -> tuple[int, int]:
    """Return the row, from 1, and the column, from 0, of a cell named `C7`."""
    column = 0
    for letter in name.rstrip("0123456789"):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), column - 1


# ODS


def _units_of_ods(archive: zipfile.ZipFile, sheet: str) -> Units:
    root = ElementTree.fromstring(archive.read("content.xml"))
    styles = _units_by_ods_style(root)
    (table,) = [element for element in _all(root, "table") if _attribute(element, "name") == sheet]
    column_styles = [
        _attribute(column, "default-cell-style-name")
        for column in _all(table, "table-column")
        for _ in range(min(_repeated(column, "columns"), 16_384))
    ]
    units: Units = {}
    row_number = 0
    for row in _all(table, "table-row"):
        repeated = _repeated(row, "rows")
        if repeated < 1000:  # more of them are the blank rows at the end
            for column, cell in _date_cells(row):
                default = column_styles[column] if column < len(column_styles) else ""
                unit = styles.get(_attribute(cell, "style-name") or default)
                units |= {(row_number + n, column): unit for n in range(1, repeated + 1) if unit}
        row_number += repeated
    return units


def _units_by_ods_style(root: Element) -> dict[str, ShownUnit]:
    formats: dict[str, ShownUnit] = {}
    for style in _all(root, "date-style"):
        shown = {_local(part.tag) for part in style}
        if "day" not in shown and "year" in shown and not shown & {"hours", "minutes", "seconds"}:
            formats[_attribute(style, "name")] = "month" if "month" in shown else "year"
    used = {_attribute(it, "name"): _attribute(it, "data-style-name") for it in _all(root, "style")}
    return {style: formats[number] for style, number in used.items() if number in formats}


def _date_cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in row:
        repeated = _repeated(cell, "columns")
        if _attribute(cell, "value-type") == "date":
            yield from ((column + n, cell) for n in range(repeated))
        column += repeated


def _repeated(element: Element, what: str) -> int:
    return int(_attribute(element, f"number-{what}-repeated") or 1)


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _local(element.tag) == name)


def _attribute(element: Element, name: str) -> str:
    attributes: Mapping[str, str] = element.attrib
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]
