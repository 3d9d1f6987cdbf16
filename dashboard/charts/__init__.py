"""The two charts."""
