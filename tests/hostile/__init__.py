"""Hostile input, full disks and changed surroundings: nothing breaks, and nothing differs."""
