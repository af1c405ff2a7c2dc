"""For what people are asked to agree: declared by each domain, in words, versioned by their hash.

purposes.add(Purpose("newsletter", _("News"), _("Write to me once a month about …")))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

from hilo.core.registry import Registry


@dataclass(frozen=True)
class Purpose:
    """One use of personal data. `text` is what is agreed to; it may name no person and no date.

    `is_required` marks what the network cannot work without: it is asked at joining, and whoever
    takes it back leaves.
    """

    name: str
    label: Any
    text: Any
    is_required: bool = False
    order: int = 50

    def texts(self) -> dict[str, str]:
        """The text in every language of the installation."""
        return {code: self._in(code) for code, _name in settings.LANGUAGES}

    def _in(self, language: str) -> str:
        with translation.override(language):
            return str(self.text)


purposes: Registry[Purpose] = Registry("purposes of consent")
