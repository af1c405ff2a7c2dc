"""The readable files of the demonstration, as they lie in `data/`."""

from __future__ import annotations

import csv
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table by column name."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def programmes() -> list[dict[str, Any]]:
    """The programmes of `programmes.toml`, in their order."""
    with (DATA / "programmes.toml").open("rb") as file:
        return list(tomllib.load(file)["programme"])


@lru_cache(maxsize=1)
def office() -> dict[str, Any]:
    """What fills the lists of the office: `office.toml`."""
    with (DATA / "office.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def ratings() -> list[dict[str, Any]]:
    """What people are asked to rate, and how their answers are spread: `ratings.toml`."""
    with (DATA / "ratings.toml").open("rb") as file:
        return list(tomllib.load(file)["occasion"])


@lru_cache(maxsize=1)
def clusters() -> dict[str, Any]:
    """The mapped items and the words of which their invented members are composed: `clusters.toml`."""
    with (DATA / "clusters.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def houses() -> dict[str, Any]:
    """Where the people of Paralelo 9 MX work, and the words of which that is composed: `houses_mexico.toml`."""
    with (DATA / "houses_mexico.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def results() -> list[dict[str, Any]]:
    """What both programmes promised: `results.toml`."""
    with (DATA / "results.toml").open("rb") as file:
        return list(tomllib.load(file)["programme"])


@lru_cache(maxsize=1)
def policies() -> dict[str, Any]:
    """What was adopted, asked and heard: `policies.toml`."""
    with (DATA / "policies.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def shares() -> dict[str, Any]:
    """How the invented people are spread: `shares.toml`."""
    with (DATA / "shares.toml").open("rb") as file:
        return tomllib.load(file)


def sign_ins() -> list[dict[str, str]]:
    """One person per role, to sign in as."""
    return rows("sign_ins.csv")


@lru_cache(maxsize=1)
def cohorts() -> dict[str, Any]:
    """The groups that learn, when they meet and what they are certified with: `cohorts.toml`."""
    with (DATA / "cohorts.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def works() -> dict[str, Any]:
    """What is handed in and what trainers say of it: `works.toml`."""
    with (DATA / "works.toml").open("rb") as file:
        return tomllib.load(file)
