"""The tables of core."""

from hilo.core.models.base import Identified, Overtaken, Stamped, Versioned
from hilo.core.models.installation import Installation
from hilo.core.models.journal import Delivery, Entry
from hilo.core.models.search import SearchEntry, SearchGram, SearchState, SearchWord

__all__ = [
    "Delivery",
    "Entry",
    "Identified",
    "Installation",
    "Overtaken",
    "SearchEntry",
    "SearchGram",
    "SearchState",
    "SearchWord",
    "Stamped",
    "Versioned",
]
