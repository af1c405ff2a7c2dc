"""Text that people write: one original language, optional variants, each with its direction.

    name = MultilingualField(_("name"))
    region.name = Text.of("es", "Sureste").with_variant("fr", "Sud-Est")
    region.name.shown("ar")  # Shown("Sureste", "es", "ltr", is_fallback=True, is_stale=False)

A variant becomes *stale* when the original changes after it; it is still shown, and its keepers see
that it waits for a second look.
"""

from hilo.core.text.fields import MultilingualField
from hilo.core.text.forms import MultilingualFormField
from hilo.core.text.values import Shown, Text, direction_of, languages, own_name_of

__all__ = [
    "MultilingualField",
    "MultilingualFormField",
    "Shown",
    "Text",
    "direction_of",
    "languages",
    "own_name_of",
]
