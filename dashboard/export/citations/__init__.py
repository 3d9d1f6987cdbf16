"""Cite a view and the sources of its events: as plain text, BibTeX and CSL-JSON."""

from dashboard.export.citations.bibtex import as_bibtex
from dashboard.export.citations.csl_json import as_csl_json
from dashboard.export.citations.plain_text import as_text

__all__ = ["as_bibtex", "as_csl_json", "as_text"]
