"""Files to text: finding them, decoding them, and the metadata that the user gives."""
