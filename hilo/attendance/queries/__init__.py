"""What others ask of attendance."""

from hilo.attendance.queries.counted import attendance_of, shares_of
from hilo.attendance.queries.sessions import coming_of, past_of, sessions_of

__all__ = ["attendance_of", "coming_of", "past_of", "sessions_of", "shares_of"]
