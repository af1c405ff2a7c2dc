"""What each role meets at the addresses of the network."""

from __future__ import annotations

from tests.access import Row

ACCESS: list[Row] = []
