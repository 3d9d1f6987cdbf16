"""The map, stage by stage."""
