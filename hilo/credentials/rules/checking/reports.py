"""What a check found, in codes and parameters: the sentences are written by whoever shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

OK, FAILED, NOT_CHECKED = "ok", "failed", "not_checked"
PARTLY = "partly"
NAMES = ("structure", "types", "proof", "dates", "status")
Parameter = str | int | dt.datetime

# Every code that a check can say, with its verdict. Whoever shows a report has a sentence for each.
CODES = {
    "structure.ok": OK,
    "structure.missing": FAILED,
    "structure.kind": FAILED,
    "structure.context": FAILED,
    "structure.empty": FAILED,
    "structure.too_large": FAILED,
    "structure.not_recognised": FAILED,
    "structure.not_json": FAILED,
    "structure.token_broken": FAILED,
    "structure.picture_broken": FAILED,
    "structure.picture_empty": FAILED,
    "types.ok": OK,
    "types.missing": FAILED,
    "types.wrong": FAILED,
    "types.nothing": NOT_CHECKED,
    "proof.ok": OK,
    "proof.missing": FAILED,
    "proof.broken": FAILED,
    "proof.claims": FAILED,
    "proof.unsafe": FAILED,
    "proof.purpose": FAILED,
    "proof.expired": FAILED,
    "proof.value_unreadable": FAILED,
    "proof.method_unknown": FAILED,
    "proof.method_unreadable": FAILED,
    "proof.document_of_another": FAILED,
    "proof.key_not_found": FAILED,
    "proof.key_not_for_this": FAILED,
    "proof.key_of_another": FAILED,
    "proof.key_unbound": NOT_CHECKED,
    "proof.key_brought_along": NOT_CHECKED,
    "proof.key_unnamed": NOT_CHECKED,
    "proof.key_unreachable": NOT_CHECKED,
    "proof.key_unconfirmed": NOT_CHECKED,
    "proof.key_kind": NOT_CHECKED,
    "proof.method_unsupported": NOT_CHECKED,
    "proof.algorithm": NOT_CHECKED,
    "proof.suite": NOT_CHECKED,
    "proof.context_unknown": NOT_CHECKED,
    "proof.ambiguous": NOT_CHECKED,
    "proof.words_unsigned": NOT_CHECKED,
    "proof.unreadable_terms": NOT_CHECKED,
    "proof.too_much": NOT_CHECKED,
    "proof.nothing": NOT_CHECKED,
    "dates.open": OK,
    "dates.until": OK,
    "dates.early": FAILED,
    "dates.expired": FAILED,
    "dates.backwards": FAILED,
    "dates.none": NOT_CHECKED,
    "dates.unreadable": NOT_CHECKED,
    "dates.nothing": NOT_CHECKED,
    "status.none": OK,
    "status.ok": OK,
    "status.revoked": FAILED,
    "status.suspended": FAILED,
    "status.pointless": NOT_CHECKED,
    "status.unreachable": NOT_CHECKED,
    "status.kind": NOT_CHECKED,
    "status.entry_unreadable": NOT_CHECKED,
    "status.list_unreadable": NOT_CHECKED,
    "status.list_of_another": NOT_CHECKED,
    "status.list_unproven": NOT_CHECKED,
    "status.list_outdated": NOT_CHECKED,
    "status.nothing": NOT_CHECKED,
}
# Why an address gave nothing: the parameter `why` of the codes that end in `unreachable` and `unconfirmed`.
REASONS = (
    "scheme", "port", "address", "private", "name", "time", "large", "redirects", "answer", "connection",
    "not_json", "many",
)  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One of the five checks: its name, its verdict, and why, as a code with parameters."""

    name: str
    verdict: str
    code: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True)
class Party:
    """Who issued it, or whom it is about. `hashes` are pairs of a hidden e-mail address and its salt."""

    id: str = ""
    name: str = ""
    url: str = ""
    hashes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Achieved:
    """What was achieved, in the words of the credential."""

    id: str = ""
    name: str = ""
    description: str = ""
    criteria: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Report:
    """What somebody brought, what it says, and what the five checks say of it.

    What it says is only worth what the proof is worth: a page shows it below the verdict.
    """

    form: str
    checks: tuple[Check, ...]
    issuer: Party = Party()
    holder: Party = Party()
    achievement: Achieved = Achieved()
    credential_id: str = ""
    name: str = ""
    language: str = ""
    direction: str = ""
    valid_from: dt.datetime | None = None
    valid_until: dt.datetime | None = None
    awarded: dt.datetime | None = None
    is_ours: bool = False

    @property
    def verdict(self) -> str:
        """`ok` if every check is, `failed` if one of them is, else `partly`."""
        verdicts = {check.verdict for check in self.checks}
        if FAILED in verdicts:
            return FAILED
        return OK if verdicts == {OK} else PARTLY

    def check(self, name: str) -> Check:
        """The check `name`."""
        return self.checks[NAMES.index(name)]
