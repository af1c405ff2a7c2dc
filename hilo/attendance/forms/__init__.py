"""Forms of sessions, of the list, and of what one types on a phone."""

from hilo.attendance.forms.sessions import CancelForm, NewSessionForm, SessionForm
from hilo.attendance.forms.small import (
    AbsenceForm,
    CodeForm,
    EvidenceForm,
    ExcuseForm,
    ScanForm,
    WindowForm,
)

__all__ = [
    "AbsenceForm",
    "CancelForm",
    "CodeForm",
    "EvidenceForm",
    "ExcuseForm",
    "NewSessionForm",
    "ScanForm",
    "SessionForm",
    "WindowForm",
]
