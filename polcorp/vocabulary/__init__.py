"""What the program has words for: types, fields, values, formats, columns.

Each word and its traits are defined here once; filters, labels, completion, SQL, exports, privacy
and the data dictionary are derived from them. This package imports the standard library only.
"""
