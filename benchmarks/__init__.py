"""Measurements of speed, of accuracy and of statistics; run as ``python -m benchmarks.NAME``."""
