"""How right what was found is, measured against annotations."""
