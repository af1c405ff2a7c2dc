"""What an operator may set, read from the environment, each with its meaning.

Every setting is declared once, by `setting(...)`, with a sentence of help. `docs/operating/settings.md`
lists the same settings and a test compares the two. A wrong value stops the start with a sentence that
names the setting, the value and what would be right.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


class WrongSetting(SystemExit):
    """A setting that cannot be used; its text is a sentence for the operator."""


@dataclass(frozen=True)
class Setting:
    """One declared setting: its name, the value in force, and what it is for."""

    name: str
    value: Any
    default: str
    help: str
    secret: bool = False


declared: dict[str, Setting] = {}


def setting(
    name: str,
    default: str,
    help: str,
    *,
    read: Callable[[str], Any] = str,
    secret: bool = False,
) -> Any:
    """Declare setting `name` and return its value; `read` turns text into a value or raises ValueError."""
    text = os.environ.get(name, "").strip() or default
    try:
        value = read(text)
    except ValueError as problem:
        shown = "its value" if secret else f"«{text}»"
        raise WrongSetting(
            f"Setting {name}: {shown} cannot be used: {problem}. "
            "Nothing was started. See docs/operating/settings.md."
        ) from None
    declared[name] = Setting(name, value, default, help, secret)
    return value


OTHERS = {"DJANGO_SETTINGS_MODULE", "HILO_PYTHON"}  # what the commands in `bin` know besides


def unknown(file: Path) -> dict[str, str]:
    """Names in `file`, or in the environment as `HILO_…`, that are no setting: a misspelt one changes nothing.

    Each with the setting that looks most like it, or "". Call it when all are declared.
    """
    lines = file.read_text().splitlines() if file.exists() else []
    said = {line.partition("=")[0].strip() for line in lines if "=" in line and line[:1] != "#"}
    said |= {name for name in os.environ if name.startswith("HILO_")}
    return {name: _most_like(name) for name in sorted(said - set(declared) - OTHERS)}


def _most_like(name: str) -> str:
    return next(iter(get_close_matches(name, declared, n=1, cutoff=0.75)), "")


def truth(text: str) -> bool:
    """Read yes or no."""
    if text.lower() in {"1", "yes", "true", "on"}:
        return True
    if text.lower() in {"0", "no", "false", "off"}:
        return False
    raise ValueError("write yes or no")


def one_of(*choices: str) -> Callable[[str], str]:
    """Make a reader that accepts one of `choices`."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"write one of {', '.join(choices)}")
        return text

    return read


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Make a reader of whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"write a whole number from {low} to {high}")
        return int(text)

    return read


def words(text: str) -> list[str]:
    """Read a list of words separated by commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def folder(text: str) -> Path:
    """Read a folder, which is made where it is not there yet."""
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise ValueError("write the path of a folder, such as /srv/hilo; a file lies there")
    return path


def time_zone(text: str) -> str:
    """Read the name of a zone of the IANA database: `America/Mexico_City`."""
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        raise ValueError("write a zone such as America/Mexico_City or Africa/Tunis") from None


def sender(text: str) -> str:
    """Read an address with or without a name: `Hilo <hilo@hilo.example>`."""
    try:
        validate_email(parseaddr(text)[1])
    except ValidationError:
        raise ValueError("write an address, such as Hilo <hilo@hilo.example>") from None
    return text


def address_parts(url: str, right: str) -> SplitResult:
    """The parts of an address; one that has none, or no possible port, is told what would be `right`."""
    try:
        parts = urlsplit(url)
        _number = parts.port
    except ValueError:
        raise ValueError(right) from None
    return parts


def web_address(text: str) -> str:
    """Read the address people type, without a path: `https://hilo.example`."""
    right = "write an address without a path, such as https://hilo.example"
    parts = address_parts(text, right)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError(right)
    return f"{parts.scheme}://{parts.netloc}"


def database(url: str) -> dict[str, Any]:
    """Read `sqlite:///path/file.sqlite3` or `postgresql://user:password@host:port/name`.

    A PostgreSQL socket directory is written as `postgresql:///name?host=/run/postgresql`. Behind a
    pooler that hands each transaction another connection, `prepare=no` keeps questions unprepared.
    """
    right = "write sqlite:///file or postgresql://user:password@host:port/name"
    parts = address_parts(url, right)
    if parts.scheme == "sqlite" and not parts.netloc:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] or ":memory:",
            # Measured in STACK.md: 50 writers, 1,000 transactions, none locked.
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4000"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"} and parts.path[1:]:
        extra = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "hilo.core.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or extra.get("user", "")),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or extra.get("host", ""),
            "PORT": str(parts.port or extra.get("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "server_side_binding": True,
                "prepare_threshold": None if extra.get("prepare") == "no" else 3,
            },
        }
    raise ValueError(right)


def cache(url: str) -> dict[str, Any]:
    """Read `database`, `memory` (one process only) or `redis://host:port/0`."""
    right = "write database, memory or redis://host:port/0"
    if url == "database":
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "core_cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    if url == "memory":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    parts = address_parts(url, right)
    if parts.scheme in {"redis", "rediss"} and parts.hostname:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    raise ValueError(right)


def mail_server(url: str) -> dict[str, Any]:
    """Read `smtp://user:password@host:25`, `smtps://…` (TLS at once), `smtp+tls://…` (STARTTLS)."""
    right = "write smtp://, smtps:// or smtp+tls:// with user, password, host and port"
    parts = address_parts(url, right)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise ValueError(right)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }
