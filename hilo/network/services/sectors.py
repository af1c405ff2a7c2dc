"""Sectors: loaded, added, changed, retired."""

from __future__ import annotations

from hilo.network.services.shipped import load_shipped

__all__ = ["load_shipped"]
