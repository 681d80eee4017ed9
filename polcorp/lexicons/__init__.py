"""Names and terms as data files with a documented schema, loaded and validated once."""
