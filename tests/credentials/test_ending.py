"""Revoking, replacing, leaving: what a certificate proves afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from hilo.core.tasks import run_waiting
from hilo.core.text import Text
from hilo.credentials.enums import State
from hilo.credentials.models import Certificate
from hilo.credentials.problems import HolderErased, NotValidAnyMore, NotYours, SayWhy
from hilo.credentials.rules import checking, statuslists, tokens
from hilo.credentials.services import badges, ending, holders, keys, statuses, verifying
from hilo.notifications.models import Notification
from hilo.people import services as people
from tests.credentials.factories import a_certificate
from tests.people.factories import AccountFactory, account_as

pytestmark = pytest.mark.django_db


def is_taken_back(certificate: Certificate) -> bool:
    said = tokens.unpack(statuses.signed(certificate.status_list)).credential
    bits = statuslists.decode(said["credentialSubject"]["encodedList"])
    return statuslists.is_set(bits, certificate.status_index)


def test_revoking_says_why_and_tells_the_holder() -> None:
    made = a_certificate()
    assert not is_taken_back(made)
    ending.revoke(made, reason="Se emitió por error.", by=account_as("coordinator"))
    made.refresh_from_db()
    assert (made.standing, made.reason) == ("revoked", "Se emitió por error.")
    assert is_taken_back(made)
    said = Notification.objects.filter(person=made.person).values_list("message", flat=True)
    assert "credentials.withdrawn" in said


def test_no_certificate_ends_without_a_reason_or_twice() -> None:
    made = a_certificate()
    with pytest.raises(SayWhy):
        ending.revoke(made, reason="  ", by=None)
    ending.revoke(made, reason="Un error.", by=None)
    with pytest.raises(NotValidAnyMore):
        ending.reissue(made, reason="Otro.", by=None)


def test_reissuing_gives_a_new_number_and_the_old_one_leads_to_it() -> None:
    old = a_certificate()
    old.person.family_name = "Ñandú"
    old.person.save()
    new = ending.reissue(old, reason="El apellido.", by=None, language="fr")
    old.refresh_from_db()
    assert (old.state, old.replaced_by) == (State.REPLACED, new)
    assert new.holder.endswith("Ñandú")
    assert (new.language, new.serial) == ("fr", old.serial + 1)
    assert is_taken_back(old)
    assert not is_taken_back(new)


def test_after_a_revocation_another_one_may_be_issued() -> None:
    old = a_certificate()
    ending.revoke(old, reason="Un error.", by=None)
    assert a_certificate(old.person, achievement=old.achievement) != old


def test_erasure_takes_the_name_and_leaves_what_can_be_verified() -> None:
    made = a_certificate()
    run_waiting()
    made.refresh_from_db()
    digest, name = made.sha256, made.holder
    people.erase(made.person, by=None)
    made.refresh_from_db()
    assert (made.holder, made.badge, made.file, made.sha256) == ("", "", None, digest)
    assert name.lower() not in made.folded
    assert made.standing == "valid"
    with pytest.raises(HolderErased):
        ending.reissue(made, reason="Otro.", by=None)


def test_whoever_asked_to_keep_the_name_keeps_it() -> None:
    account = AccountFactory()
    made = a_certificate(account.person)
    with pytest.raises(NotYours):
        holders.keep_name(made, keeps=True, by=account_as("coordinator"))
    holders.keep_name(made, keeps=True, by=account)
    run_waiting()
    name = made.holder
    people.erase(made.person, by=None)
    made.refresh_from_db()
    assert (made.holder, bool(made.badge), bool(made.file)) == (name, True, True)


def test_a_certificate_whose_holder_left_before_it_was_printed_has_no_file() -> None:
    made = a_certificate()
    people.erase(made.person, by=None)
    run_waiting()
    made.refresh_from_db()
    assert made.file is None


def test_a_persons_copy_tells_their_certificates() -> None:
    made = a_certificate()
    told = holders.export(made.person)
    assert [one["number"] for one in told] == [made.number]
    assert told[0]["address"].endswith(made.code)


@pytest.fixture
def with_a_name(settings: Any) -> None:
    settings.ADDRESS = "https://hilo.example"


@pytest.mark.usefixtures("with_a_name")
def test_our_badges_pass_all_five_checks_here() -> None:
    made = a_certificate()
    report = verifying.check(made.badge.encode())
    assert report.verdict == "ok", report
    assert report.is_ours
    assert report.holder.name == made.holder


@pytest.mark.usefixtures("with_a_name")
def test_a_revoked_badge_fails_by_its_status_alone() -> None:
    made = a_certificate()
    ending.revoke(made, reason="Un error.", by=None)
    report = verifying.check(made.badge.encode())
    assert [one.name for one in report.checks if one.verdict == checking.FAILED] == ["status"]


@pytest.mark.usefixtures("with_a_name")
def test_keys_rotate_and_what_the_old_one_signed_still_holds() -> None:
    made = a_certificate()
    keys.rotate(by=None)
    later = a_certificate()
    assert tokens.unpack(made.badge).header["kid"] != tokens.unpack(later.badge).header["kid"]
    for one in (made, later):
        assert verifying.check(one.badge.encode()).verdict == "ok"


@pytest.mark.usefixtures("with_a_name")
def test_a_compromised_key_fails_until_badges_are_signed_anew() -> None:
    made = a_certificate()
    keys.rotate(by=None, is_compromised=True)
    assert verifying.check(made.badge.encode()).check("proof").code == "proof.key_not_found"
    badges.sign_again(made)
    assert verifying.check(made.badge.encode()).verdict == "ok"


def test_the_private_half_is_nowhere_to_be_read() -> None:
    a_certificate()
    said = str(keys.document())
    assert "publicKeyMultibase" in said
    assert "privateKey" not in said and '"d"' not in said


def test_a_template_that_was_changed_changes_what_is_issued_next() -> None:
    old = a_certificate()
    template = old.achievement.template
    template.title = Text.of("es", "Diploma")
    template.save()
    old.achievement.refresh_from_db()
    assert ending.reissue(old, reason="x", by=None).content["title"] == "Diploma"
