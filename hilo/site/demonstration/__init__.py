"""The furnished house: both programmes, their regions and about a thousand invented people.

    load(tell=print)   # bin/hilo demo load

It is made through each chapter's own services, is the same every time (see `data/shares.toml`), and
loading again changes nothing. It exists in a demonstration only, and nothing of it leaves the house.
"""

from hilo.site.demonstration.load import load

__all__ = ["load"]
