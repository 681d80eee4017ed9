"""The corpus in a browser: tables with facets, search and texts, served on this machine alone."""
