"""The timeline, stage by stage."""
