"""The lines that sites put around their pages, as the store has them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from polcorp.pipeline.layout.site_lists import SiteBlocks, SiteLine


def write_site_blocks(connection: sqlite3.Connection, sites: Mapping[str, SiteBlocks]) -> None:
    """Store the lines of *sites* in place of those that the store has of them, in a transaction."""
    connection.executemany("DELETE FROM site_block WHERE site = ?", [(site,) for site in sites])
    connection.executemany(
        "INSERT INTO site_block (site, n, edge, line, documents, documents_all, doc_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (site, n, row.edge, row.line, row.pages, blocks.pages, row.example)
            for site, blocks in sites.items()
            for n, row in enumerate(blocks.lines)
        ],
    )


def stored_site_blocks(connection: sqlite3.Connection) -> dict[str, SiteBlocks]:
    """Return the lines of each site that has any."""
    query = (
        "SELECT site, documents_all, edge, line, documents, doc_id FROM site_block ORDER BY site, n"
    )
    found: dict[str, SiteBlocks] = {}
    for site, pages, *row in connection.execute(query):
        before = found.get(site, SiteBlocks()).lines
        found[site] = SiteBlocks((*before, SiteLine(*row)), pages)
    return found
