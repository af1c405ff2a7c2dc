"""The picture that goes along when a page is shared."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import Image


def test_it_is_small_and_of_the_size_that_is_told() -> None:
    file = Path(str(finders.find("ui/share.png")))
    assert file.stat().st_size < 40_000
    with Image.open(file) as picture:
        assert picture.size == (1200, 630)
