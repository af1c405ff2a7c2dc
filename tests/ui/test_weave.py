"""Weaves: always the same for a name, light, and of many kinds."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from hilo.ui import weave as weaving

NAMES = [f"{word} {number}" for word in ("Nabeul", "نابل", "Cholula") for number in range(400)]


def test_a_name_always_has_the_same_cloth() -> None:
    first = weaving.weave("Nabeul")
    weaving.weave.cache_clear()
    assert weaving.weave("Nabeul") == first != weaving.weave("El Jem")


def test_every_cloth_weighs_less_than_a_kilobyte_and_is_a_picture() -> None:
    for name in NAMES:
        cloth = weaving.weave(name)
        assert len(cloth) < 1000
        assert ElementTree.fromstring(cloth).get("aria-hidden") == "true"


def test_every_motif_and_every_palette_occurs() -> None:
    cloths = [ElementTree.fromstring(weaving.weave(name)) for name in NAMES]
    assert {cloth.get("data-dyes") for cloth in cloths} == set(map(str, range(weaving.DYES)))
    assert len({weaving.weave(name) for name in NAMES}) > 120


@pytest.mark.parametrize(
    ("motif", "periods"), weaving.MOTIFS, ids=[motif.__name__ for motif, _ in weaving.MOTIFS]
)
@pytest.mark.parametrize("spacing", range(3))
def test_a_thread_repeats_what_its_motif_says(motif, periods, spacing) -> None:
    """The dashes of each thread, drawn out, are the stitches of the motif."""
    drawn = [[" "] * weaving.WIDTH for _ in range(weaving.ROWS)]
    cloth = ElementTree.fromstring(
        f"<svg>{weaving._threads(motif, periods[spacing], spacing)}</svg>"
    )
    for dye in cloth:
        for path in dye:
            lay(drawn, dye.get("class", ""), path)
    for row, stitches in enumerate(drawn):
        wanted = [motif(stitch, row, spacing) for stitch in range(weaving.WIDTH)]
        assert stitches == wanted


def lay(drawn: list[list[str]], dye: str, path: ElementTree.Element) -> None:
    dashes = [int(each) for each in path.get("stroke-dasharray", f"{weaving.WIDTH} 0").split()]
    for course in path.get("d", "").split("M")[1:]:
        start, row = (int(each) for each in course.split("H")[0].split())
        place, number = start, 0
        while place < weaving.WIDTH:
            length = dashes[number % len(dashes)]
            if number % 2 == 0:
                for stitch in range(max(place, 0), min(place + length, weaving.WIDTH)):
                    drawn[row][stitch] = dye
            place, number = place + length, number + 1
