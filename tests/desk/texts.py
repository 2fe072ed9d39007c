"""Reports of our own: somebody who takes back what he said, somebody with an office, words that are more than words."""

from __future__ import annotations

from typing import Any

HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
"""What a page must show as it is written."""
HARBOUR = "person:omar-khalil"
OWN: dict[str, tuple[str, dict[str, Any]]] = {
    "said": (
        "ADEN, March 1, 2026 (Northwire) - Harbour master Omar Khalil said on Sunday that rebels had shelled the port "
        "of Aden.\n\nDoctors at the hospital said that at least three people had been killed.",
        {"outlet": "Northwire", "published": "2026-03-01", "title": "Rebels shelled Aden, harbour master says"},
    ),
    "denied": (
        "ADEN, March 5, 2026 (Southwire) - Harbour master Omar Khalil denied on Thursday that rebels had shelled the "
        "port of Aden.\n\nDoctors at the hospital said that five people had been killed.",
        {"outlet": "Southwire", "published": "2026-03-05", "title": "Harbour master denies shelling"},
    ),
    "office": (
        "GENEVA, March 6, 2026 (Northwire) - U.N. Secretary-General Antonio Guterres urged all sides in Yemen to "
        "meet.\n\nGuterres said that the talks would begin in May.",
        {"outlet": "Northwire", "published": "2026-03-06", "title": "U.N. chief urges talks on Yemen"},
    ),
    "hostile": (
        f"ADEN, March 7, 2026 - The minister said that {HOSTILE} was seen at the port.\n\n"
        'The spokesman said "</script><svg onload=alert(3)> is on the wall of the port".',
        {
            "outlet": f"Wire {HOSTILE}", "published": "2026-03-07", "title": f"{HOSTILE} seen at port, minister says",
            "url": "javascript:alert(4)",
        },
    ),
}  # fmt: skip
