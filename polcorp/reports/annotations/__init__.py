"""Annotations in the formats of other tools, out and (where people correct in them) in again."""
