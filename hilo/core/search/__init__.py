"""Search over everything that a chapter registers as a `SearchSource`, in four languages.

    search.index("programme", programme)          # a service calls it after a change
    search.forget("programme", programme.uuid)
    found = search.search("formacion municipal", request.user, language="es")

    page = search.browse(request.user, kinds=("programme",), chosen={"label": ["A", "B"]}, page=2)

docs/algorithms/search.md says how words are found and in which order hits come.
"""

from hilo.core.search.browsing import Arrivals, Browsed, browse, rows_of, since
from hilo.core.search.engine import Found, Hit, search
from hilo.core.search.memory import warm
from hilo.core.search.rows import by_uuid
from hilo.core.search.writing import forget, index, index_many, rebuild

__all__ = [
    "Arrivals",
    "Browsed",
    "Found",
    "Hit",
    "browse",
    "by_uuid",
    "forget",
    "index",
    "index_many",
    "rebuild",
    "rows_of",
    "search",
    "since",
    "warm",
]
