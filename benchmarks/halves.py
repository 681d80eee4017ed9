"""The two halves of annotated pages: errors are read on one, and the other is only scored.

The halves are made of whole sites, by a hash, so that no reader chooses them.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from polcorp.evaluation.gold import GoldDocument

#: Sites that many people write on: whose page it is, their paths tell.
_SHARED = frozenset({"github.com", "facebook.com", "www.facebook.com"})


def site_of(address: str) -> str:
    """Return whose site an address is on; on a site that many share, with the owner's name.

    What is no address, but the name of a page that has none, is a site of its own.
    """
    parts = urlsplit(address)
    if parts.netloc not in _SHARED:
        return parts.netloc or address  # a page without an address is a site of its own
    return "/".join([parts.netloc, *parts.path.split("/")[1:3]])


def site_of_page(page: GoldDocument) -> str:
    """Return the site of an annotated page, or its name where it has no address."""
    return site_of(page.address or Path(page.name).stem)


def is_read(site: str) -> bool:
    """Return whether the errors on a site's pages may be read; the others are only scored."""
    return hashlib.sha256(site.encode()).digest()[0] % 2 == 0
