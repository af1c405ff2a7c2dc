"""Recorded once: which way wins, as the table in docs/algorithms/attendance.md says."""

from __future__ import annotations

import pytest

from hilo.attendance.rules.counting import Record
from hilo.attendance.rules.ways import Kept, Verdict, by_code, by_keeper

PRESENT, ABSENT, EXCUSED = Record("present"), Record("absent"), Record("excused")
ANA, LUIS = "ana", "luis"


@pytest.mark.parametrize(
    ("kept", "verdict"),
    [
        (None, Verdict.RECORD),
        (Kept(PRESENT, "code"), Verdict.NOTHING),
        (Kept(PRESENT, "grid", ANA), Verdict.NOTHING),
        (Kept(ABSENT, "grid", ANA), Verdict.STAYS),
        (Kept(Record("partial", 30), "paper", ANA), Verdict.STAYS),
        (Kept(EXCUSED, "grid", ANA), Verdict.STAYS),
        (Kept(EXCUSED, "excuse", ANA), Verdict.CHANGE),
    ],
)
def test_a_code_never_overrules_a_keeper(kept: Kept | None, verdict: Verdict) -> None:
    assert by_code(kept) == verdict


@pytest.mark.parametrize(
    ("kept", "said", "by", "is_closed", "has_reason", "verdict"),
    [
        (None, None, ANA, False, False, Verdict.NOTHING),
        (None, PRESENT, ANA, True, False, Verdict.RECORD),
        (Kept(PRESENT, "code"), PRESENT, ANA, False, False, Verdict.NOTHING),
        (Kept(PRESENT, "code"), ABSENT, ANA, False, False, Verdict.REASON),
        (Kept(PRESENT, "code"), ABSENT, ANA, False, True, Verdict.CHANGE),
        (Kept(PRESENT, "code"), None, ANA, False, False, Verdict.REASON),
        (Kept(ABSENT, "grid", ANA), PRESENT, ANA, False, False, Verdict.CHANGE),
        (Kept(ABSENT, "grid", ANA), PRESENT, LUIS, False, False, Verdict.REASON),
        (Kept(ABSENT, "grid", ANA), PRESENT, ANA, True, False, Verdict.REASON),
        (Kept(EXCUSED, "excuse", ANA), PRESENT, ANA, False, False, Verdict.REASON),
    ],
)
def test_a_keeper_corrects_with_a_reason(
    kept: Kept | None,
    said: Record | None,
    by: str,
    is_closed: bool,
    has_reason: bool,
    verdict: Verdict,
) -> None:
    found = by_keeper(kept, said, by=by, is_closed=is_closed, has_reason=has_reason)
    assert found == verdict
