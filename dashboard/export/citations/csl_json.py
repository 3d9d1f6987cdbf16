"""Citations as CSL-JSON.

The format is that of the schema `csl-data.json` of the Citation Style Language 1.0.2
(<https://github.com/citation-style-language/schema>).
"""

import json
from typing import Any

from dashboard.dataset import date_words, edtf
from dashboard.export.citations.references import Reference, cited_references, date_parts, is_season
from dashboard.selection import Selection


def as_csl_json(selection: Selection, url: str | None = None) -> str:
    """Return the citations of a view, at its URL if that is known, and of its sources as CSL-JSON."""
    items = [_item(reference) for reference in cited_references(selection, url)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(reference: Reference) -> dict[str, Any]:
    """Return a reference as CSL-JSON; names are literal, as a text does not tell which part is the family name."""
    author = {"author": [{"literal": reference["author"]}]} if "author" in reference else {}
    dates = {field: _csl_date(reference[field]) for field in ("issued", "accessed") if field in reference}
    return reference | author | dates


def _csl_date(text: str) -> dict[str, Any]:
    """Return an EDTF date as CSL-JSON has it; in words where that has no form for it, such as an open end."""
    date = edtf.parse(text)
    circa = {"circa": True} if date.qualifier else {}
    ends = [date_parts(end) for end in (date.ranges[0] if date.is_interval else (date,))]
    known = [end for end in ends if end]
    if len(known) < len(ends):
        return {"literal": date_words.issued_in_words(text)}
    if not any(is_season(end) for end in known):
        return {"date-parts": known} | circa
    if date.is_interval:  # a range has no seasons
        return {"literal": date_words.issued_in_words(text)}
    ((year, season),) = known
    return {"date-parts": [[year]], "season": season - 20} | circa
