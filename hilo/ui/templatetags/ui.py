"""The components of Hilo as template tags, loaded in every template.

Each is a function in `hilo/ui/components/` (see `hilo.ui.component`); the gallery at `/ui/` shows them all.
"""

from importlib import import_module
from importlib.util import find_spec

from django import template

import hilo.ui.components  # noqa: F401  (fills the registry)
from hilo.ui.component import components

if find_spec("hilo.ui.components_data"):
    import_module("hilo.ui.components_data")

register = template.Library()

for each in components:
    each.register(register)
