"""Who may open the face's own addresses."""

from __future__ import annotations

from uuid import uuid4

from tests.access import ELSEWHERE, HIDDEN, OPEN, SIGN_IN, Row

ACCESS = [
    *(
        Row(f"ui:{door}", stranger=OPEN, others=OPEN)
        for door in ("network", "learn", "meet", "cooperate", "results")
    ),
    Row("ui:speak", stranger=ELSEWHERE, others=ELSEWHERE, data={"to": "fr", "next": "/fr/meet/"}),
    Row("ui:manifest", stranger=OPEN, others=OPEN),
    Row("ui:gallery", stranger=OPEN, others=OPEN),
    Row("ui:gallery_piece", stranger=OPEN, others=OPEN, kwargs=lambda: {"name": "card"}),
    Row("ui:kept", stranger=OPEN, others=OPEN),
    Row("ui:work", stranger=SIGN_IN, others=OPEN),
    # Nobody may know of work that somebody else has ordered.
    Row("ui:job", stranger=SIGN_IN, others=HIDDEN, kwargs=lambda: {"uuid": uuid4()}),
]
