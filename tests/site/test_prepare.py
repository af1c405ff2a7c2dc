"""What is written while a house is made ready is written in the words it has just compiled."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from hilo.core import translations
from hilo.site.management.commands.prepare import compile_translations


def test_the_words_just_compiled_are_used_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings
):
    """As in a fresh clone, where Django has looked for the compiled texts before they were there."""
    texts = tmp_path / "locale" / "es" / "LC_MESSAGES"
    texts.mkdir(parents=True)
    (texts / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "A stitch that nobody has seen"\nmsgstr "Una puntada nunca vista"\n'
    )
    monkeypatch.setattr(translations, "sources", lambda: [texts / "django.po"])
    settings.LOCALE_PATHS = [str(tmp_path / "locale")]
    read = lambda: translation.gettext("A stitch that nobody has seen")  # noqa: E731

    with translation.override("es"):
        before = read()
    compile_translations()
    with translation.override("es"):
        after = read()

    assert (before, after) == ("A stitch that nobody has seen", "Una puntada nunca vista")
