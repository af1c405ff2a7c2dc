"""Who sees what: nobody sees more than the person chose."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hilo.core.sheets import services as services_of_sheets
from hilo.core.sheets import sheets, writing
from hilo.people import services, visibility
from hilo.people.rules import showing
from tests.people.factories import AccountFactory, PersonFactory, account_as

LEVELS = st.sampled_from(showing.LEVELS)
FIELDS = st.sampled_from(sorted(showing.DEFAULTS))
READERS = st.fixed_dictionaries(
    {"is_self": st.booleans(), "in_circle": st.booleans(), "is_member": st.booleans()}
)


@given(LEVELS, LEVELS, READERS)
def test_a_narrower_choice_never_shows_more(one, other, reader):
    wide, narrow = sorted((one, other), key=showing.LEVELS.index)
    assert showing.is_shown(wide, **reader) >= showing.is_shown(narrow, **reader)


@given(LEVELS, READERS)
def test_standing_nearer_never_shows_less(level, reader):
    for nearer in reader:
        assert showing.is_shown(level, **{**reader, nearer: True}) >= showing.is_shown(
            level, **reader
        )


@given(st.dictionaries(FIELDS, LEVELS | st.text(max_size=5)), FIELDS)
def test_whatever_is_stored_a_field_has_one_of_its_levels(chosen, field):
    assert showing.level_of(chosen, field) in showing.levels_for(field)


@given(READERS)
def test_only_me_means_only_me(reader):
    assert showing.is_shown("me", **reader) is reader["is_self"]


@pytest.mark.django_db
@pytest.mark.parametrize("level", showing.LEVELS)
def test_a_page_shows_what_its_level_says(client, as_role, level):
    phone = "+52 222 000 0000"
    person = PersonFactory(phone=phone, visibility={"phone": level}, shown_to="public")
    address = reverse("people:person", kwargs={"uuid": person.uuid})
    readers = {role: as_role(role)[0] for role in ("stranger", "member", "coordinator")}
    seen = {role: phone in each.get(address).content.decode() for role, each in readers.items()}
    assert seen == {
        "stranger": level == "public",
        "member": level in ("public", "members"),
        "coordinator": level != "me",
    }


@pytest.mark.django_db
def test_oneself_sees_all():
    account = AccountFactory()
    assert visibility.shown_fields(account.person, account) == frozenset(visibility.FIELDS)


@pytest.mark.django_db
def test_a_profile_that_is_hidden_is_not_known(client, as_role):
    person = PersonFactory(shown_to="me")
    address = reverse("people:person", kwargs={"uuid": person.uuid})
    assert client.get(address).status_code == 404
    assert as_role("member")[0].get(address).status_code == 404
    assert as_role("coordinator")[0].get(address).status_code == 200


@pytest.mark.django_db
def test_the_list_and_its_download_keep_to_it(as_role):
    client, _account = as_role("coordinator")
    PersonFactory(given_name="Hidden", gender="woman", visibility={"gender": "me"})
    PersonFactory(given_name="Shown", gender="man", visibility={"gender": "circles"})
    rows = client.get("/en/people/?as=csv").content.decode().splitlines()
    hidden, shown = (next(row for row in rows if name in row) for name in ("Hidden", "Shown"))
    assert "Woman" not in hidden
    assert "Man" in shown


@pytest.mark.django_db
def test_an_address_stays_within_reach_of_coordinators():
    person = AccountFactory(person__visibility={"email": "me"}).person
    assert "email" in visibility.shown_fields(person, account_as("coordinator"))
    assert "email" not in visibility.shown_fields(person, AnonymousUser())


@pytest.mark.django_db
def test_on_duty_a_profile_is_a_page_of_the_office_with_the_way_back(as_role):
    address = reverse("people:person", kwargs={"uuid": AccountFactory().person.uuid})
    back = f'<a href="{reverse("people:list")}"'
    coordinator, _account = as_role("coordinator")
    page = coordinator.get(address).content.decode()
    assert 'class="office"' in page
    assert back in page[page.index('class="crumbs') : page.index("<main")]
    member, _account = as_role("member")
    page = member.get(address).content.decode()
    assert 'class="office"' not in page
    assert 'class="crumbs' not in page


@pytest.mark.django_db
def test_choosing(as_role):
    client, account = as_role("member")
    form = {"shown_to": "public"} | {name: showing.levels_for(name)[0] for name in showing.DEFAULTS}
    assert client.post(reverse("people:who_sees"), form).status_code == 302
    account.person.refresh_from_db()
    assert account.person.shown_to == "public"
    assert set(account.person.visibility.values()) == {"public"}


@pytest.mark.django_db
def test_a_choice_that_a_field_does_not_offer_is_refused(as_role):
    client, account = as_role("member")
    form = {"shown_to": "public"} | dict.fromkeys(showing.DEFAULTS, "me")
    assert client.post(reverse("people:who_sees"), form).status_code == 200
    account.person.refresh_from_db()
    assert account.person.visibility == {}


@pytest.mark.django_db
def test_change_of_visibility_is_written_without_values():
    account = AccountFactory()
    services.choose_visibility(account.person, by=account, shown_to="me", fields={"phone": "me"})
    from hilo.core.models import Entry

    entry = Entry.objects.get(event="people.PersonChanged")
    assert entry.data["fields"] == ["shown_to", "visibility"]


@pytest.mark.django_db
def test_the_office_neither_shows_nor_changes_what_is_for_oneself_alone(as_role):
    """The year of birth is for oneself unless its person says otherwise; this one hides the phone too."""
    person = AccountFactory().person
    person.birth_year, person.phone, person.gender = 1971, "+52 222 000 0000", "woman"
    person.visibility = {"phone": "me"}
    person.save()
    client, _account = as_role("coordinator")
    address = reverse("people:edit", kwargs={"uuid": person.uuid})
    page = client.get(address).content.decode()
    assert "1971" not in page and "222 000 0000" not in page
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(
        address, {**sent, "family_name": "Corregida", "phone": "+52 1", "birth_year": "1990"}
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.family_name, person.birth_year, person.phone) == (
        "Corregida",
        1971,
        "+52 222 000 0000",
    )


@pytest.mark.django_db
def test_a_sheet_taken_home_leaves_out_what_is_for_oneself_alone():
    """Coming back, the empty cells erase nothing."""
    by = account_as("coordinator")
    person = AccountFactory().person
    person.birth_year, person.phone, person.visibility = 1971, "+52 222 0", {"phone": "me"}
    person.save()
    home = writing.export(sheets.get("people"), language="en", form="csv")
    text = home.content.decode("utf-8-sig")
    assert str(person.uuid) in text
    assert "1971" not in text and "222 0" not in text
    batch = services_of_sheets.read(
        sheets.get("people"), SimpleUploadedFile("p.csv", home.content), by=by, language="en"
    )
    services_of_sheets.dry_run(batch)
    services_of_sheets.apply(batch, by=by)
    person.refresh_from_db()
    assert (person.birth_year, person.phone) == (1971, "+52 222 0")


@pytest.mark.django_db
def test_no_choice_and_no_count_of_the_list_tells_what_is_for_oneself_alone(as_role):
    kept = AccountFactory(person__gender="woman", person__language="ar").person
    kept.visibility = {"gender": "me", "language": "me"}
    kept.save()
    client, _account = as_role("coordinator")
    address = reverse("people:list")
    for choice in ({"gender": "woman"}, {"language": "ar"}):
        assert client.get(address, choice).context["list"].total.count == 0
    offered = client.get(address, {"q": str(kept)}).context["list"].offered
    words = {str(choice.label) for facet in offered for choice in facet.choices}
    assert not words & {"Woman", "Arabic"}
