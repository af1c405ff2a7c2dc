"""What people do and what is done for them, as verbs: `from hilo.people import services as people`."""

from hilo.people.services.duty import begin_duty, end_duty

__all__ = ["begin_duty", "end_duty"]
