"""The tables of people."""

from hilo.people.models.account import Account, AccountManager, DutySession, SignInLink
from hilo.people.models.consent import Consent, NoticeVersion
from hilo.people.models.grants import Grant
from hilo.people.models.invitations import Invitation
from hilo.people.models.person import Gender, NameOrder, Person, Visibility
from hilo.people.models.requests import DataRequest

__all__ = [
    "Account",
    "AccountManager",
    "Consent",
    "DataRequest",
    "DutySession",
    "Gender",
    "Grant",
    "Invitation",
    "NameOrder",
    "NoticeVersion",
    "Person",
    "SignInLink",
    "Visibility",
]
