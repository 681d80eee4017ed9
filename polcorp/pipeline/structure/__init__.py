"""Layout of a raw page without any language model: lines, lists, headings, boilerplate, sections.

Everything here works on a plain string and knows no spaCy; ``polcorp.pipeline.layout`` is the
component that puts the result into a ``Doc``.
"""
