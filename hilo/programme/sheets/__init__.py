"""What belongs to a programme as spreadsheets, one file per noun."""

from hilo.programme.sheets.participants import TAKE_IN, ParticipantsSheet
from hilo.programme.sheets.policies import PoliciesSheet

__all__ = ["TAKE_IN", "ParticipantsSheet", "PoliciesSheet"]
