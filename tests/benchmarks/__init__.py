"""Benchmarks: `python -m tests.benchmarks` times the project beside its peers and writes one table."""
