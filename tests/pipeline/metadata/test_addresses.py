"""Parties by the addresses of electronic mail on a page."""

from __future__ import annotations

import pytest

from polcorp.pipeline.metadata.addresses import party_of_address


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Skriv till eva.ek@centerpartiet.se om du har frågor.", ("C", "eva.ek@centerpartiet.se")),
        ("kil@ungvanster.se", ("V", "kil@ungvanster.se")),
        ("Eva.Ek@Kil.Moderaterna.SE", ("M", "Eva.Ek@Kil.Moderaterna.SE")),
        ("eva@mp.se, adam@mp.se", ("MP", "eva@mp.se")),
        # whoever lists several parties is none of them
        ("eva@mp.se, adam@moderaterna.se", None),
        ("eva.ek@kil.se", None),
        ("Läs mer på www.centerpartiet.se.", None),
        ("x" * 5_000 + "@mp.se", None),  # no name of a mailbox
        ("", None),
    ],
)
def test_party_of_address(text: str, party: tuple[str, str] | None) -> None:
    assert party_of_address(text) == party
