"""The rules whose name decides something further on; all others are only told as evidence."""

from __future__ import annotations

#: Letters of a party («(M)»), and a local party known by its own words.
PARTY_LETTER = "pattern:party-letter"
LOCAL_PARTY = "pattern:local-party"
#: A committee or another body of a municipality, from the list of names.
COMMITTEE = "committee"
#: A heading that is a date: an entry of a diary.
DATED_HEADING = "heading:dated"
#: A line with the name of the paper or the party that the page belongs to.
MASTHEAD = "masthead"
#: Page text: a list of contents, the head of a printed page, a card that leads elsewhere.
CONTENTS = "boilerplate:contents"
RUNNING_HEAD = "boilerplate:running-head"
CARD = "boilerplate:card"
#: A lead-in that ends in a colon and asks for nothing.
COLON = "lead-in:colon"
#: A list without a lead-in whose items ask by themselves.
ITEMS = "items"
