"""The tables of attendance."""

from hilo.attendance.models.feed import Feed
from hilo.attendance.models.presence import Evidence, Excuse, Presence, PresenceChange
from hilo.attendance.models.session import Session, SessionQuerySet

__all__ = [
    "Evidence",
    "Excuse",
    "Feed",
    "Presence",
    "PresenceChange",
    "Session",
    "SessionQuerySet",
]
