"""The tables of core."""

from hilo.core.models.base import Identified, Overtaken, Stamped, Versioned
from hilo.core.models.journal import Delivery, Entry

__all__ = ["Delivery", "Entry", "Identified", "Overtaken", "Stamped", "Versioned"]
