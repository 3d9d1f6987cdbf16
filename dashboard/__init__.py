"""Turn a curated file of defection events into a linked map and timeline."""
