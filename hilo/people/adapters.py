"""How sign-in behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors."""
