"""A corpus as a partitioned Parquet data set, written by the workers that analyse."""
