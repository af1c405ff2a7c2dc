"""Who may open the face's own addresses."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from hilo.core.sheets import sheets
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row


def a_batch() -> dict[str, Any]:
    """A sheet of people that somebody has sent and nobody has taken over."""
    from tests.core.crafts import checked, xlsx_file

    upload = xlsx_file(["nombre", "municipio"], ["Ana", "Nowhere"])
    return {"uuid": checked(sheets.get("people"), upload).uuid}


OF_PEOPLE = {"name": "people"}
FOR_COORDINATORS: dict[str, Any] = {
    "stranger": SIGN_IN,
    "coordinator": OPEN,
    "others": REFUSED,
}

ACCESS = [
    *(
        Row(f"ui:{door}", stranger=OPEN, others=OPEN)
        for door in ("network", "learn", "meet", "cooperate", "results")
    ),
    Row("ui:speak", stranger=ELSEWHERE, others=ELSEWHERE, data={"to": "fr", "next": "/fr/meet/"}),
    Row("ui:manifest", stranger=OPEN, others=OPEN),
    Row("ui:gallery", stranger=OPEN, others=OPEN),
    Row("ui:gallery_piece", stranger=OPEN, others=OPEN, kwargs=lambda: {"name": "card"}),
    Row("ui:kept", stranger=SIGN_IN, others=OPEN),
    Row("ui:work", stranger=SIGN_IN, others=OPEN),
    # Nobody may know of work that somebody else has ordered.
    Row("ui:job", stranger=SIGN_IN, others=HIDDEN, kwargs=lambda: {"uuid": uuid4()}),
    Row("ui:sheets", **FOR_COORDINATORS | {"agent": OPEN}),  # the members of a cluster
    Row("ui:sheet", kwargs=lambda: OF_PEOPLE, **FOR_COORDINATORS),
    Row("ui:sheet_template", kwargs=lambda: {**OF_PEOPLE, "form": "xlsx"}, **FOR_COORDINATORS),
    Row("ui:sheet_data", kwargs=lambda: {**OF_PEOPLE, "form": "csv"}, **FOR_COORDINATORS),
    Row("ui:batch", kwargs=a_batch, **FOR_COORDINATORS),
    Row("ui:batch_original", kwargs=a_batch, **FOR_COORDINATORS),
    Row("ui:batch_to_correct", kwargs=lambda: {**a_batch(), "form": "csv"}, **FOR_COORDINATORS),
    *(
        Row(
            name,
            kwargs=a_batch,
            method="post",
            stranger=SIGN_IN,
            coordinator=ELSEWHERE,
            others=REFUSED,
        )
        for name in ("ui:batch_take", "ui:batch_undo", "ui:batch_go_on")
    ),
]
