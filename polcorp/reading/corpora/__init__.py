"""Corpora in XML: TEI after Parla-CLARIN, and what Sparv exports."""
