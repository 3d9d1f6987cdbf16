"""A spreadsheet → an event file: headings, dates as people write them, places from a gazetteer, and a report."""
