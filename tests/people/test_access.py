"""Who may do what: roles, scopes, staff sessions."""

from __future__ import annotations

import uuid

import pytest

from hilo.people import access, services
from hilo.people.problems import NoStaffRole
from tests.people.factories import AccountFactory, account_as

pytestmark = pytest.mark.django_db


def test_a_coordinator_on_duty_may(as_role):
    _client, account = as_role("coordinator")
    assert access.can(account, "people.invite")


def test_off_duty_the_power_rests():
    account = account_as("coordinator")
    account.begin_in_browser(None)
    assert not access.can(account, "people.invite")
    with pytest.raises(access.OffDuty):
        access.require(account, "people.invite")


def test_a_grant_reaches_its_scope_and_no_other():
    here, there = uuid.uuid4(), uuid.uuid4()
    account = account_as("coordinator", ("programme", here))
    assert access.can(account, "people.invite", "programme", here)
    assert not access.can(account, "people.invite", "programme", there)
    assert not access.can(account, "people.invite")
    assert access.can_anywhere(account, "people.invite")


def test_members_begin_no_staff_session():
    with pytest.raises(NoStaffRole):
        services.begin_duty(AccountFactory())
