"""Who speaks on a page: where names stand, what that says of a party, and who else may speak."""
