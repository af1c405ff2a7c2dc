"""Numbers without gaps, codes without look-alikes."""

from __future__ import annotations

from hilo.core.locks import lock
from hilo.credentials.models import Certificate, NumberSeries
from hilo.credentials.rules import codes


def take(prefix: str, year: int, count: int) -> range:
    """The next `count` serials of the series; a transaction that is undone gives them back.

    The lock lasts until the transaction ends, so whoever comes next sees what was taken.
    """
    lock(f"certificate numbers {prefix}-{year}")
    series, _is_new = NumberSeries.objects.get_or_create(prefix=prefix, year=year)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return range(first, first + count)


def new_code() -> str:
    """A code that no certificate bears; two alike are drawn less often than once in a billion."""
    code = codes.new_code()
    while Certificate.objects.filter(code=code).exists():
        code = codes.new_code()
    return code
