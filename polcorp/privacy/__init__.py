"""Names of persons: kept, hidden or left out."""
