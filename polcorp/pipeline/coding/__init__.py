"""How units get their themes: terms found and placed in the clause, then weighed."""
