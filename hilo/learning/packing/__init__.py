"""Courses and modules to take along (docs/algorithms/packs.md): the books of an edition, and their files."""

from hilo.learning.packing.making import make_packs, make_waiting, soon

__all__ = ["make_packs", "make_waiting", "soon"]
