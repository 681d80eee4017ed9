"""Make ``municipality_outlines.json`` of a GeoJSON file with the municipalities of Sweden.

Usage: ``python training/scripts/municipality_outlines.py swedish_municipalities.geojson``. Coordinates are
projected to a plane and rounded, in the same way for both sides of a border, so that no gaps open
between neighbours; points that fall together, and islands of less than two rounded points, are left out.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[2] / "polcorp/reports/municipality_outlines.json"
#: The unit of the coordinates, in degrees of latitude: about 500 metres.
UNIT = 0.005
#: One degree of longitude in degrees of latitude, in the middle of the country.
NARROW = math.cos(math.radians(62.5))


def rounded(ring: list[list[float]]) -> list[int]:
    """Return a ring as x, y, x, y, … in units, without points that fall together."""
    points: list[tuple[int, int]] = []
    for longitude, latitude, *_ in ring:
        point = round(longitude * NARROW / UNIT), round(latitude / UNIT)
        if not points or points[-1] != point:
            points.append(point)
    return [number for point in points for number in point] if len(set(points)) > 2 else []


def rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Yield the outer ring of each part of a municipality."""
    parts = geometry["coordinates"]
    for part in [parts] if geometry["type"] == "Polygon" else parts:
        if ring := rounded(part[0]):
            yield ring


def main() -> None:
    """Read the file that the command line names and write the data file of the package."""
    features = json.loads(Path(sys.argv[1]).read_text("utf-8"))["features"]
    outlines = {f["properties"]["kom_namn"]: list(rings(f["geometry"])) for f in features}
    lines = (
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(outlines[name], separators=(',', ':'))}"
        for name in sorted(outlines)
    )
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
