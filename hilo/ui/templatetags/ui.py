"""The components of Hilo as template tags, loaded in every template.

Each is a function in `hilo/ui/components/` (see `hilo.ui.component`); the gallery shows them all.
"""

from django import template

import hilo.ui.components  # noqa: F401  (fills the registry)
from hilo.ui.component import components
from hilo.ui.once import once_per

register = template.Library()
register.tag("once_per", once_per)

for each in components:
    each.register(register)
