"""What the network says to people, one file per noun."""

from hilo.network.messages.affiliations import (
    AffiliationAnswered,
    AffiliationAsked,
    AffiliationOffered,
)
from hilo.network.messages.offices import OfficePassedOn, OfficeReceived
from hilo.network.messages.pages import (
    OfPage,
    PageListed,
    PageReturned,
    PagesMerged,
    PageToConfirm,
    PageWaits,
)
from hilo.network.messages.searches import NewInTheDirectory
from hilo.network.messages.seats import Seated

__all__ = [
    "AffiliationAnswered",
    "AffiliationAsked",
    "AffiliationOffered",
    "NewInTheDirectory",
    "OfPage",
    "OfficePassedOn",
    "OfficeReceived",
    "PageListed",
    "PageReturned",
    "PageToConfirm",
    "PageWaits",
    "PagesMerged",
    "Seated",
]
