"""Layout of a raw page without any language model: lines, lists, headings, boilerplate, sections.

Everything but ``component`` works on a plain string and knows no spaCy.
"""
