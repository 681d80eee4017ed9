"""Who speaks on a page: where names occur, what that says of a party, and who else may speak."""
