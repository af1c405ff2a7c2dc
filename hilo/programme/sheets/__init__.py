"""What belongs to a programme as spreadsheets, one file per noun."""

from hilo.programme.sheets.declared import DeclaredSheet
from hilo.programme.sheets.indicators import IndicatorsSheet
from hilo.programme.sheets.logframe import LogframeSheet
from hilo.programme.sheets.participants import TAKE_IN, ParticipantsSheet
from hilo.programme.sheets.plan import ActivitiesSheet, BudgetSheet
from hilo.programme.sheets.policies import PoliciesSheet
from hilo.programme.sheets.targets import TargetsSheet
from hilo.programme.sheets.vocabularies import TermsSheet

# The sheets of whoever edits a programme, in the order in which they are filled in.
OF_A_PROGRAMME = (
    LogframeSheet,
    IndicatorsSheet,
    TargetsSheet,
    DeclaredSheet,
    ActivitiesSheet,
    BudgetSheet,
    TermsSheet,
)

__all__ = ["OF_A_PROGRAMME", "TAKE_IN", "ParticipantsSheet", "PoliciesSheet"]
