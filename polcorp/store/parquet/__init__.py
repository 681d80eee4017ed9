"""A corpus as a Parquet data set."""
