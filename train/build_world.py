"""Makes `src/onrecord/data/world.json`, the outlines of countries, from the npm package world-atlas 2.0.2.

npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
python train/build_world.py package/countries-110m.json && python train/manifest.py

Countries get their ISO 3166-1 alpha-3 code as id in the place of the number; what ISO does not know has none. The
outlines, Natural Earth's at 1:110 million, stay as they are: which line is drawn where is theirs, not ours.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from onrecord.codebook.countries import by_name

WORLD = Path(__file__).parent.parent / "src" / "onrecord" / "data" / "world.json"
SHORTENED = {
    "140": "CAF", "178": "COG", "180": "COD", "214": "DOM", "226": "GNQ", "238": "FLK", "070": "BIH", "090": "SLB",
    "728": "SSD", "732": "ESH",
}  # fmt: skip
"""Codes by number where the package shortens the name, or two countries share it."""
WITHOUT = frozenset(("Antarctica", "Fr. S. Antarctic Lands", "N. Cyprus", "Somaliland"))
"""What stands in no table of ours, or has no code of its own."""


def outlines(package: dict[str, object]) -> dict[str, object]:
    """The topology of the countries with alpha-3 codes as ids.

    Raises:
        SystemExit: a country whose code is not known.
    """
    countries = package["objects"]["countries"]  # type: ignore[index]
    made = []
    for shape in countries["geometries"]:
        name, number = shape["properties"]["name"], shape.pop("id", None)
        code = SHORTENED.get(number) or (None if name in WITHOUT else by_name(name))
        if code is None and name not in WITHOUT:
            raise SystemExit(f"{name} ({number}): no code for it")
        made.append({**shape, "id": code} if code is not None else shape)
    known = [shape["id"] for shape in made if "id" in shape]
    if len(known) != len(set(known)):
        raise SystemExit(f"twice: {sorted(code for code in known if known.count(code) > 1)}")
    return {**package, "objects": {"countries": {**countries, "geometries": made}}}


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    WORLD.write_text(json.dumps(outlines(given), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
