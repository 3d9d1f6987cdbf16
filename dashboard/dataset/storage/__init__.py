"""What only tens of thousands of events need: compact records and a cache."""
