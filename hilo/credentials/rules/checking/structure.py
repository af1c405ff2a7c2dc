"""Structure and types: walks a credential along the shapes of the standard and tells what is not as it must be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .reports import FAILED, OK, Check, Parameter
from .shapes import BADGE, DATE, ENDORSEMENT, FLAG, NUMBER, PLAIN, SCALARS, SHAPES, TEXT, Shape

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
_BADGES = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)?\.json")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_VALUE = {"@value", "@language", "@direction"}


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it must be. `is_type`: it is a matter of types, not of structure."""

    code: str
    path: str
    is_type: bool = False
    expected: str = ""
    found: str = ""


def checks(credential: Any) -> tuple[Check, Check]:
    """The checks `structure` and `types`: each names the first fault and counts the others (`more`)."""
    faults = list(_faults(credential))
    return (
        _check("structure", [fault for fault in faults if not fault.is_type], model(credential)),
        _check("types", [fault for fault in faults if fault.is_type], kind(credential)),
    )


def model(credential: Mapping[str, Any]) -> str:
    """Which data model of W3C the credential follows, `2.0` or `1.1`, by its first context."""
    return "1.1" if _list(credential.get("@context"))[:1] == [V1] else "2.0"


def kind(credential: Mapping[str, Any]) -> str:
    """The shape that the credential claims to have: a badge, unless it says that it is an endorsement."""
    return ENDORSEMENT if ENDORSEMENT in _list(credential.get("type")) else BADGE


def when(value: Any) -> dt.datetime | None:
    """The moment that a text of a credential says, None if it says none."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return dt.datetime.fromisoformat(value.upper())
    except ValueError:
        return None


def _check(name: str, faults: list[Fault], detail: str) -> Check:
    if not faults:
        return Check(name, OK, f"{name}.ok", {"model" if name == "structure" else "kind": detail})
    first = faults[0]
    said: dict[str, Parameter] = {"path": first.path, "more": len(faults) - 1}
    if first.expected:
        said["expected"] = first.expected
    if first.found:
        said["found"] = first.found
    return Check(name, FAILED, first.code, said)


def _faults(credential: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _contexts(credential)
    types = _list(credential.get("type"))
    if "VerifiableCredential" not in types:
        yield Fault("types.wrong", "type", True, "VerifiableCredential", _named(types))
    is_older = model(credential) == "1.1"
    begins = "issuanceDate" if is_older else "validFrom"
    if begins not in credential:
        yield Fault("structure.missing", begins)
    yield from _Walk(is_older).object(credential, SHAPES[kind(credential)], "")


def _contexts(credential: Mapping[str, Any]) -> Iterator[Fault]:
    """The context of W3C comes first, that of Open Badges second."""
    named = _list(credential.get("@context"))
    if not named:
        yield Fault("structure.missing", "@context")
    elif named[0] not in (V1, V2):
        yield Fault("structure.context", "@context", expected=V2)
    elif len(named) < 2 or not isinstance(named[1], str) or not _BADGES.fullmatch(named[1]):
        yield Fault(
            "structure.context", "@context", expected="https://purl.imsglobal.org/spec/ob/v3p0/"
        )


@dataclass(frozen=True)
class _Walk:
    """A walk through a credential; in one of the older data model some members may be missing."""

    is_older: bool

    def object(self, value: Mapping[str, Any], shape: Shape, path: str) -> Iterator[Fault]:
        yield from _types(value, shape, path)
        for name in shape.required + (() if self.is_older else shape.required_since):
            if name not in value:
                yield Fault("structure.missing", _below(path, name))
        for name, kind_ in shape.members.items():
            if name in value:
                yield from self.member(
                    value[name], kind_, _below(path, name), name in shape.is_single
                )

    def member(self, value: Any, kind_: str, path: str, is_single: bool) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield from self.one(value, kind_, path)
        elif is_single or not value:
            yield Fault("structure.kind", path, expected="one" if is_single else "filled")
        else:
            for place, one in enumerate(value):
                yield from self.one(one, kind_, f"{path}[{place}]")

    def one(self, value: Any, kind_: str, path: str) -> Iterator[Fault]:
        if kind_ in SCALARS:
            if not _FITS[kind_](value):
                yield Fault("structure.kind", path, expected=kind_)
        elif isinstance(value, dict):
            yield from self.object(value, SHAPES[kind_], path)
        elif not (
            kind_ == "Profile" and isinstance(value, str)
        ):  # who issues may be named by the address alone
            yield Fault("structure.kind", path, expected="object")


def _types(value: Mapping[str, Any], shape: Shape, path: str) -> Iterator[Fault]:
    if not shape.types:
        return
    where = _below(path, "type")
    if "type" not in value:
        yield Fault("types.missing", where, True, shape.types[0])
        return
    types = _list(value["type"])
    if not any(name in types for name in shape.types):
        yield Fault("types.wrong", where, True, shape.types[0], _named(types))


def _is_text(value: Any) -> bool:
    """A plain text, a text with its language (`@value`), or one for each of several languages."""
    if not isinstance(value, dict):
        return isinstance(value, str)
    if "@value" in value:
        return value.keys() <= _VALUE and all(isinstance(one, str | None) for one in value.values())
    return all(_LANGUAGE.fullmatch(name) and isinstance(text, str) for name, text in value.items())


_FITS = {
    TEXT: _is_text,
    PLAIN: lambda value: isinstance(value, str),
    DATE: lambda value: when(value) is not None,
    NUMBER: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    FLAG: lambda value: isinstance(value, bool),
}


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _named(types: list[Any]) -> str:
    return ", ".join(str(one)[:60] for one in types[:5])


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
