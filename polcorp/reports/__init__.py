"""Data frames to people and files: tables for the terminal, exports in many formats."""
