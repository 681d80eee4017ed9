"""What is Swedish: words, word forms, compounds, imperatives, alphabetical order."""
