"""The tables of core."""

from hilo.core.models.base import Identified, Overtaken, Stamped, Versioned
from hilo.core.models.files import StoredFile
from hilo.core.models.installation import Installation
from hilo.core.models.journal import Delivery, Entry
from hilo.core.models.search import (
    SearchEntry,
    SearchGram,
    SearchMove,
    SearchPosted,
    SearchPosting,
    SearchState,
    SearchWord,
)
from hilo.core.models.sheets import Batch, BatchRow
from hilo.core.models.tasks import Job, Timer, Worker

__all__ = [
    "Batch",
    "BatchRow",
    "Delivery",
    "Entry",
    "Identified",
    "Installation",
    "Job",
    "Overtaken",
    "SearchEntry",
    "SearchGram",
    "SearchMove",
    "SearchPosted",
    "SearchPosting",
    "SearchState",
    "SearchWord",
    "Stamped",
    "StoredFile",
    "Timer",
    "Versioned",
    "Worker",
]
