"""HTML of cards, table, panels and notes for the page, the static file and frames: values for Jinja2 templates."""
