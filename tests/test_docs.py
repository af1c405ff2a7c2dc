"""Documentation that fails when it is not true."""

from __future__ import annotations

import re
from pathlib import Path

from config.environment import declared

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_every_setting_is_documented() -> None:
    """`docs/operating/settings.md` has one row for each declared setting, and no other."""
    text = (ROOT / "docs/operating/settings.md").read_text()
    documented = set(re.findall(r"^\| `([A-Z_]+)`", text, re.M))
    assert documented == set(declared)


def test_documented_meanings_are_the_declared_ones() -> None:
    text = (ROOT / "docs/operating/settings.md").read_text()
    missing = [name for name, one in declared.items() if one.help not in text]
    assert not missing


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("hilo/**/README.md")]:
        for target in LINK.findall(file.read_text()):
            # Lessons call files and terms of their course so (docs/algorithms/lessons.md).
            if not target.startswith(("file:", "term:")) and not (file.parent / target).exists():
                broken.append(f"{file.relative_to(ROOT)} -> {target}")
    assert not broken


def test_decisions_are_numbered_once() -> None:
    numbers = [file.name[:4] for file in sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))]
    assert len(numbers) == len(set(numbers))


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    entries = re.findall(r'^    "([\w-]+)[\[><=].*$', text, re.M)
    silent = re.findall(r'^    "[\w\[\]-]+[><=][^#]*$', text, re.M)
    assert len(entries) > 20
    assert not silent
