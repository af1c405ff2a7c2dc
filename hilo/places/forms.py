"""Forms about places and regions; `PlaceField` is for every chapter that asks where."""

from __future__ import annotations

from hilo.places.fields import PlaceField, PlaceInput

__all__ = ["PlaceField", "PlaceInput"]
