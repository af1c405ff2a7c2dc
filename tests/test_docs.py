"""Documentation that fails when it is not true."""

from __future__ import annotations

import re
from pathlib import Path

from config.environment import declared
from tools.pictures import FOLDER, MOST_BYTES, PICTURES

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(?:\]\(|<img src=\")(?!https?:|mailto:|#)([^)#\s\"]+)")
PICTURE = re.compile(r"docs/pictures/([\w-]+)\.webp")


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


def test_pictures_of_the_readme_are_those_that_its_script_makes() -> None:
    made = {one.name for one in PICTURES}
    assert set(PICTURE.findall((ROOT / "README.md").read_text())) == made
    assert {file.stem for file in FOLDER.iterdir()} == made


def test_pictures_are_light_and_say_in_words_what_they_show() -> None:
    assert not [file.name for file in FOLDER.iterdir() if file.stat().st_size > MOST_BYTES]
    text = (ROOT / "README.md").read_text()
    described = re.findall(
        r"!\[([^\]]{20,})\]\(docs/pictures/|<img [^>]*alt=\"([^\"]{20,})\"", text
    )
    assert len(described) == len(PICTURES)


def test_every_algorithm_is_in_the_index() -> None:
    folder = ROOT / "docs/algorithms"
    listed = re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text())
    assert sorted(listed) == sorted(
        file.name for file in folder.glob("*.md") if file.name != "README.md"
    )


def test_every_decision_has_a_range_in_the_index() -> None:
    folder = ROOT / "docs/decisions"
    ranges = re.findall(r"^\| (\d{4})–(\d{4})", (folder / "README.md").read_text(), re.M)
    numbers = [file.name[:4] for file in folder.glob("[0-9]*.md")]
    assert not [n for n in numbers if not any(first <= n <= last for first, last in ranges)]


def test_decisions_are_numbered_once() -> None:
    numbers = [file.name[:4] for file in sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))]
    assert len(numbers) == len(set(numbers))


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    entries = re.findall(r'^    "([\w-]+)[\[><=].*$', text, re.M)
    silent = re.findall(r'^    "[\w\[\]-]+[><=][^#]*$', text, re.M)
    assert len(entries) > 20
    assert not silent
