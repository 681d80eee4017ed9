"""The corpus on the disk: a SQLite file, or a Parquet data set."""
