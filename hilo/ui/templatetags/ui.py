"""The components of Hilo as template tags, loaded in every template.

Each is a function in `hilo/ui/components/` (see `hilo.ui.component`); the gallery shows them all.
"""

from django import template

import hilo.ui.components  # noqa: F401  (fills the registry)
from hilo.ui.component import components

register = template.Library()

for each in components:
    each.register(register)
