"""From files that are no plain text to their text: one module per format."""
