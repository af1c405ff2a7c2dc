"""Forms: kind words, names for what acts, and two people who edit the same row."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django import forms as django_forms
from django.template import Context, Template
from django.utils import translation

from hilo.core.models.base import Overtaken
from hilo.people.models import Person
from hilo.ui import forms
from tests.people.factories import PersonFactory


class ApplicationForm(forms.Form):
    email = django_forms.EmailField(label="E-mail", help_text="Only we see it.")
    about = django_forms.CharField(label="About", max_length=10, widget=django_forms.Textarea)
    since = django_forms.DateField(label="Since", required=False)
    kind = django_forms.ChoiceField(
        label="Kind", choices=[("firm", "Firm")], widget=django_forms.RadioSelect
    )
    agrees = django_forms.BooleanField(label="Agree")
    photo = django_forms.FileField(label="Photo", required=False)


class PersonForm(forms.VersionedForm):
    class Meta:
        model = Person
        fields = ["given_name", "family_name", "phone", "territory"]


def shown(form: django_forms.BaseForm) -> str:
    return Template("{% form_fields form %}").render(Context({"form": form}))


def test_nothing_chosen_is_a_dash_not_a_fence() -> None:
    class Chosen(forms.Form):
        place = django_forms.ModelChoiceField(Person.objects.none(), required=False)

    assert Chosen().fields["place"].empty_label == "–"  # type: ignore[attr-defined]


def test_every_control_has_its_label_and_every_described_id_exists() -> None:
    page = shown(ApplicationForm({"email": "x"}))
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert set(re.findall(r'\bfor="([^"]+)"', page)) <= ids
    assert {
        one for many in re.findall(r'aria-describedby="([^"]+)"', page) for one in many.split()
    } <= ids
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_no_id_stands_twice() -> None:
    page = shown(ApplicationForm({"email": "x"}))
    # Django puts the group's own id on the list of radios; ours bears another.
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_messages_are_ours_and_kind() -> None:
    form = ApplicationForm({"email": "x", "about": "far too long a text", "since": "2026-02-30"})
    assert form.errors["email"] == ["An e-mail address looks like amal@hilo.example."]
    assert form.errors["about"] == ["Keep this to 10 characters; now there are 19."]
    assert form.errors["since"] == ["Write a day that exists."]
    assert form.errors["kind"] == ["Choose one."]
    assert form.errors["agrees"] == ["Tick this box to go on."]


def test_a_form_s_own_message_stays() -> None:
    class Own(forms.Form):
        name = django_forms.CharField(error_messages={"required": "Say who you are."})

    assert Own({}).errors["name"] == ["Say who you are."]


def test_browsers_are_told_what_fields_hold() -> None:
    class Me(forms.Form):
        email = django_forms.EmailField()
        given_name = django_forms.CharField()
        birth = django_forms.DateField()
        phone = django_forms.CharField()

    page = shown(Me())
    assert re.search(r'<input type="email"[^>]*dir="ltr"[^>]*autocomplete="email"', page)
    assert re.search(r'name="given_name"[^>]*dir="auto"[^>]*autocomplete="given-name"', page)
    assert '<input type="date" name="birth"' in page
    assert re.search(r'name="phone"[^>]*dir="ltr"[^>]*autocomplete="tel"', page)


def test_a_date_that_was_typed_comes_back_in_the_form_that_browsers_need() -> None:
    class Since(forms.Form):
        since = django_forms.DateField()

    with translation.override("es"):
        assert 'value="2026-03-10"' in shown(Since(initial={"since": dt.date(2026, 3, 10)}))


def test_any_django_form_can_be_shown() -> None:
    class Plain(django_forms.Form):
        name = django_forms.CharField()

    page = shown(Plain({}))
    assert "This is not saved yet. Nothing you typed is lost." in page


def test_file_fields_say_their_limit_beforehand() -> None:
    assert "Up to 20 MB." in shown(ApplicationForm())


# --- Two people, one row ---------------------------------------------------------------------


def typed(form: forms.VersionedForm, **changes: str) -> dict[str, str]:
    """What the browser sends of a form as it was shown, after somebody typed `changes`."""
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in values.items()} | changes


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory(given_name="Citlali", family_name="Invented", phone="")


def save_meanwhile(person: Person, **changes: str) -> None:
    other = Person.objects.get(pk=person.pk)
    for name, value in changes.items():
        setattr(other, name, value)
    other.save_version(expected=other.version)


def again(person: Person, data: dict[str, str]) -> PersonForm:
    return PersonForm(data, instance=Person.objects.get(pk=person.pk))


def test_alone_nobody_is_asked_anything(person: Person) -> None:
    form = again(person, typed(PersonForm(instance=person), phone="222"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["version"] == person.version


def test_changes_to_different_fields_both_stay_after_one_look(person: Person) -> None:
    """I typed a phone; meanwhile somebody changed the name, which I did not touch: theirs is proposed."""
    sent = typed(PersonForm(instance=person), phone="222")
    save_meanwhile(person, given_name="Salma")
    form = again(person, sent)
    assert not form.is_valid()
    (difference,) = form.conflict.differences
    assert (difference.name, difference.proposed) == ("given_name", "theirs")
    assert difference.theirs == "Salma"


def test_a_change_that_touched_no_field_of_the_form_disturbs_nobody(person: Person) -> None:
    sent = typed(PersonForm(instance=person), phone="222")
    save_meanwhile(person)
    form = again(person, sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["version"] == person.version + 1


def test_the_second_person_sees_both_and_nothing_typed_is_lost(person: Person) -> None:
    sent = typed(PersonForm(instance=person), given_name="Noé")
    save_meanwhile(person, given_name="Salma")
    form = again(person, sent)
    assert not form.is_valid()
    (difference,) = form.conflict.differences
    assert (difference.theirs, difference.mine, difference.proposed) == ("Salma", "Noé", "mine")
    page = shown(form)
    assert "while you were writing" in page
    assert 'value="Noé"' in page
    assert "Salma" in page
    assert f'name="version" value="{person.version + 1}"' in page


@pytest.mark.parametrize(("choice", "name"), [("mine", "Noé"), ("theirs", "Salma")])
def test_the_second_person_chooses(person: Person, choice: str, name: str) -> None:
    sent = typed(PersonForm(instance=person), given_name="Noé")
    save_meanwhile(person, given_name="Salma")
    first = again(person, sent)
    first.is_valid()
    resent = dict(first.data.items()) | {"choice-given_name": choice}
    form = again(person, resent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["given_name"] == name


def test_a_third_person_is_noticed_too(person: Person) -> None:
    sent = typed(PersonForm(instance=person), given_name="Noé")
    save_meanwhile(person, given_name="Salma")
    first = again(person, sent)
    first.is_valid()
    save_meanwhile(person, given_name="Youssef")
    form = again(person, dict(first.data.items()) | {"choice-given_name": "mine"})
    assert not form.is_valid()
    assert form.conflict.differences[0].theirs == "Youssef"


def test_without_a_version_every_difference_is_a_choice(person: Person) -> None:
    form = again(person, {"given_name": "Noé", "family_name": person.family_name, "phone": ""})
    assert not form.is_valid()
    assert [one.name for one in form.conflict.differences] == ["given_name"]


def test_between_the_check_and_the_saving(person: Person) -> None:
    """The service raises `Overtaken`; the form compares once more and is shown again."""
    form = again(person, typed(PersonForm(instance=person), given_name="Noé"))
    assert form.is_valid()
    save_meanwhile(person, given_name="Salma")
    with pytest.raises(Overtaken):
        form.instance.save_version(expected=form.cleaned_data["version"])
    form.overtaken()
    assert form.conflict.differences[0].theirs == "Salma"
    assert 'value="Noé"' in shown(form)


def test_a_new_row_has_nobody_to_disagree_with(db: None) -> None:
    form = PersonForm({"given_name": "Noé", "family_name": "", "phone": ""})
    assert form.is_valid(), form.errors


class AmountForm(forms.Form):
    amount = django_forms.DecimalField(max_digits=8, decimal_places=2, min_value=0, required=False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1.5", "1.5"),
        ("12.34", "12.34"),
        ("1,5", "1.5"),
        ("1 500,50", "1500.5"),
        ("1\N{NARROW NO-BREAK SPACE}500", "1500"),
        ("1.500,50", "1500.5"),
        ("1,500.50", "1500.5"),
        ("١٥٠٠", "1500"),
        ("١٬٥٠٠٫٥", "1500.5"),
        ("−0", "0"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, read: str) -> None:
    form = AmountForm({"amount": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Decimal(read)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,500", "Write a number."),
        ("many", "Write a number."),
        ("-5", "Write 0 or more."),
        ("1.234", "Round it: at most 2 digits stand after the decimal point."),
        ("12345678901", "This number is too long. At most 8 digits have room."),
    ],
)
def test_a_number_that_cannot_be_taken_is_a_sentence_and_stays(typed: str, said: str) -> None:
    form = AmountForm({"amount": typed})
    assert form.errors["amount"] == [said]
    assert f'value="{typed}"' in shown(form)
