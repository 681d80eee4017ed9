"""The command line: parse, ask the corpus, hand the table to the reports. Nothing else."""
