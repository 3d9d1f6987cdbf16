"""Read dates as people write them, such as `c. 2014`, `early 2014`, `15 or 16 December 2014`: the one reader of them.

The spreadsheet importer takes what is read; the messages about an event file advise to write it.
"""

from dashboard.dataset.written_dates.reader import read_written_date
from dashboard.dataset.written_dates.readings import Ambiguous, Order, Reading, Unknown, Unreadable

__all__ = ["Ambiguous", "Order", "Reading", "Unknown", "Unreadable", "read_written_date"]
