"""The report: what it counts, and what it does in a real Chromium."""
