"""HTML of cards, table and panels, for the page, the static file and frames."""
