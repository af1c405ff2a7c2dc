"""Papers as PDF: the same bytes for the same data, both scripts, no face of the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hilo.ui import papers
from hilo.ui.papers import compiling
from hilo.ui.papers.apart import render_apart

EXAMPLE = "ui/papers/example.typ"
DATA = {
    "paper": "letter",
    "language": "ar",
    "direction": "rtl",
    "title": "ورقة الحضور",
    "people": ["José Ángel Muñoz", "Źélia Ọlá", "فاطمة الزهراء"],
}


def test_the_same_data_give_the_same_bytes() -> None:
    first, second = papers.render(EXAMPLE, DATA), papers.render(EXAMPLE, DATA)
    assert first == second
    assert first.startswith(b"%PDF-")
    assert papers.render(EXAMPLE, DATA | {"title": "ورقة"}) != first


def test_names_of_both_scripts_can_be_printed() -> None:
    """PDF/UA refuses a letter that no face has."""
    assert papers.render(EXAMPLE, DATA, standards=("ua-1",))
    with pytest.raises(papers.PaperFailed, match="could not be displayed"):
        papers.render(EXAMPLE, DATA | {"people": ["字"]}, standards=("ua-1",))


def test_a_book_is_printed_by_a_process_of_its_own() -> None:
    assert render_apart(EXAMPLE, DATA) == papers.render(EXAMPLE, DATA)
    with pytest.raises(papers.PaperFailed, match="could not be displayed"):
        render_apart(EXAMPLE, DATA | {"people": ["字"]}, standards=("ua-1",))


def test_a_picture_travels_in_the_data() -> None:
    logo = papers.picture(b"\x89PNG", kind="image/png", width=20, height=10)
    assert 'width="20"' in logo
    assert "data:image/png;base64,iVBORw==" in logo


def test_a_template_that_is_not_there_is_our_mistake() -> None:
    with pytest.raises(papers.PaperFailed, match=r"none\.typ"):
        papers.render("ui/papers/none.typ", {})


def test_a_process_that_prints_nothing_does_not_load_the_compiler() -> None:
    told = "import sys, hilo.ui.papers; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], cwd=compiling.ROOT.parent).returncode == 0


def test_the_faces_weigh_less_than_a_megabyte_and_carry_their_licence() -> None:
    folder = compiling.HERE / "fonts"
    assert sum(face.stat().st_size for face in folder.glob("*.ttf")) < 1_000_000
    assert "SIL Open Font License" in Path(folder / "noto-OFL.txt").read_text()
