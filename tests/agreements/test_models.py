import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from agreements.models import Agreement, Meeting, Party, Programme, Reminder, Source
from register.dates import PartialDate
from tests import factories

pytestmark = pytest.mark.django_db


def empty(name):
    return {f"{name}_{code}": "" for code in ("fr", "ar", "en")}


def signed(**wrong):
    """An agreement whose only date is its signature, and what would make it wrong."""
    return lambda: (factories.agreement(signed_on="2015-11"), wrong)


def self_linked():
    link = factories.link(factories.agreement(), "amends", factories.agreement())
    return link, {"target": link.source}


def same_link():
    first = factories.link(factories.agreement(), "amends", factories.agreement())
    return factories.link(first.source, "renews", first.target), {"kind": "amends"}


def same_party():
    first = factories.party(role="signatory")
    return factories.party(first.agreement, first.institution, role="witness"), {"role": "signatory"}


def same_signatory():
    first = factories.signatory(name="Première personne")
    second = factories.signatory(agreement=first.agreement, institution=first.institution)
    return second, {"name": "Première personne"}


def same_role():
    first = factories.programme_role(role="lead")
    return factories.programme_role(first.programme, institution=first.institution, role="funder"), {"role": "lead"}


def same_evaluation():
    first = factories.evaluation(kind="final")
    return factories.evaluation(first.programme, kind="mid_term"), {"kind": "final"}


def same_reminder():
    first = Reminder.objects.create(person=factories.person(), key="CC-0001:end:2026-12-15:30", sent_at=timezone.now())
    second = Reminder.objects.create(person=first.person, key="CC-0001:end:2026-12-15:15", sent_at=timezone.now())
    return second, {"key": first.key}


# For each constraint: a row that is right, what would make it wrong, and the message.
CONSTRAINTS = {
    "agreement_titled": (
        lambda: (factories.agreement(), empty("title")),
        "Give the title in at least one language.",
    ),
    "agreement_dated_when_signed": (
        signed(is_signed=False),
        "An agreement with a date of signature or entry into force is signed.",
    ),
    "agreement_in_force_after_signature": (
        signed(entry_into_force_on="2015-10"),
        "An agreement cannot enter into force before its signature.",
    ),
    "agreement_end_after_signature": (
        signed(ends_on="2015-10-31"),
        "An agreement cannot end before its signature.",
    ),
    "agreement_end_after_entry": (
        lambda: (factories.agreement(entry_into_force_on="2016"), {"ends_on": "2015"}),
        "An agreement cannot end before its entry into force.",
    ),
    "agreement_suspended_after_signature": (
        signed(suspended_on="2015-10"),
        "An agreement cannot be suspended before its signature.",
    ),
    "agreement_terminated_after_signature": (
        signed(terminated_on="2014"),
        "An agreement cannot be terminated before its signature.",
    ),
    "agreement_renewal_period": (
        signed(renewal_months=12),
        "A period of renewal goes with an express or a tacit renewal.",
    ),
    "link_between_two": (self_linked, "An agreement cannot be linked to itself."),
    "reminder_once": (same_reminder, "This person was told of it already."),
    "link_unique": (same_link, "This link is there already."),
    "party_unique": (same_party, "This institution is already a party in this role."),
    "signatory_unique": (same_signatory, "This person already signs for this party."),
    "commitment_worded": (
        lambda: (factories.commitment(), empty("text")),
        "Write the commitment in at least one language.",
    ),
    "commitment_in_one_place": (
        lambda: (factories.commitment(), {"meeting": factories.meeting()}),
        "A commitment stands in an agreement or comes out of a meeting, not both.",
    ),
    "meeting_titled": (
        lambda: (factories.meeting(), empty("title")),
        "Give the title in at least one language.",
    ),
    "meeting_period": (
        lambda: (factories.meeting(starts_on="2015-11-23"), {"ends_on": "2015-11-22"}),
        "A meeting cannot end before it begins.",
    ),
    "programme_titled": (
        lambda: (factories.programme(), empty("title")),
        "Give the title in at least one language.",
    ),
    "programme_period": (
        lambda: (factories.programme(starts_on="2016"), {"ends_on": "2015-12"}),
        "A programme cannot end before it begins.",
    ),
    "extension_extends": (
        lambda: (factories.extension(new_end="2021"), {"old_end": "2021"}),
        "An extension moves the end to a later date.",
    ),
    "programme_role_unique": (same_role, "This institution already holds this role in the programme."),
    "component_titled": (
        lambda: (factories.component(), empty("title")),
        "Give the title in at least one language.",
    ),
    "component_amount_with_currency": (
        lambda: (factories.component(amount=100, currency="EUR"), {"currency": ""}),
        "An amount goes with its currency, and a currency with an amount.",
    ),
    "component_period": (
        lambda: (factories.component(starts_on="2016"), {"ends_on": "2015"}),
        "A component cannot end before it begins.",
    ),
    "target_stated": (
        lambda: (factories.target(), empty("statement")),
        "State the target in at least one language.",
    ),
    "evaluation_unique": (same_evaluation, "This evaluation is there already."),
}
# Other ways of breaking the same rules.
ALSO_WRONG = [
    ("agreement_dated_when_signed", lambda: factories.agreement(entry_into_force_on="2016"), {"is_signed": False}),
    (
        "agreement_in_force_after_signature",
        lambda: factories.agreement(signed_on="2016"),
        {"entry_into_force_on": "2015"},
    ),
    ("agreement_end_after_signature", lambda: factories.agreement(signed_on="2015-11-23"), {"ends_on": "2015-11-22"}),
    ("agreement_renewal_period", factories.agreement, {"renewal": "none", "renewal_months": 12}),
    ("commitment_in_one_place", factories.commitment, {"agreement": None}),
    ("component_amount_with_currency", factories.component, {"currency": "EUR"}),
    ("component_amount_with_currency", factories.component, {"amount": 0}),
    ("extension_extends", lambda: factories.extension(new_end="2021-06"), {"old_end": "2021-07"}),
    ("extension_extends", lambda: factories.extension(new_end="2021-06"), {"old_end": "2021-06"}),
    ("extension_extends", lambda: factories.extension(new_end="2021"), {"old_end": "2022"}),
]
EVERY_CASE = [
    *((make, message) for make, message in CONSTRAINTS.values()),
    *((lambda make=make, wrong=wrong: (make(), wrong), CONSTRAINTS[name][1]) for name, make, wrong in ALSO_WRONG),
]
NAMES = [*CONSTRAINTS, *(f"{name}_again" for name, _make, _wrong in ALSO_WRONG)]


def test_the_table_covers_every_constraint_declared():
    models = apps.get_app_config("agreements").get_models()

    assert set(CONSTRAINTS) == {constraint.name for model in models for constraint in model._meta.constraints}


@pytest.mark.parametrize(("make", "message"), EVERY_CASE, ids=NAMES)
def test_a_rule_is_told_in_a_sentence(make, message):
    row, wrong = make()
    row.full_clean()
    for field, value in wrong.items():
        setattr(row, field, value)

    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    with translation.override("en"):
        assert refused.value.messages == [message]


@pytest.mark.parametrize(("make", "message"), EVERY_CASE, ids=NAMES)
def test_a_rule_is_kept_by_the_database_itself(make, message):
    row, wrong = make()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**wrong)


@pytest.mark.parametrize("make", [factories.agreement, factories.programme, factories.meeting])
def test_a_reference_belongs_to_one_record(make):
    first, second = make(), make()
    second.reference = first.reference

    with pytest.raises(ValidationError) as refused:
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(second).objects.filter(pk=second.pk).update(reference=first.reference)

    assert list(refused.value.message_dict) == ["reference"]


@pytest.mark.parametrize(
    "dates",
    [
        {"signed_on": "2015-11-23", "entry_into_force_on": "2015-11"},
        {"signed_on": "2015-11-23", "entry_into_force_on": "2015", "ends_on": "2015"},
        {"signed_on": "2015", "entry_into_force_on": "2015-01-01"},
        {"signed_on": "2015-11-23", "ends_on": "2015-11-23", "terminated_on": "2015-11"},
        {"is_signed": False, "ends_on": "2020"},
        {"renewal": "tacit", "renewal_months": 12},
        {"renewal": "express", "renewal_months": 24, "notice_months": 0},
    ],
)
def test_dates_that_may_be_in_order_are_accepted(dates):
    factories.agreement(**dates).full_clean()


@pytest.mark.parametrize(
    ("old_end", "new_end"), [("2020", "2021"), ("2020-06", "2020-07"), ("2020-06-30", "2020"), (None, "2020")]
)
def test_an_extension_to_a_later_end_is_accepted(old_end, new_end):
    factories.extension(old_end=old_end, new_end=new_end).full_clean()


def test_a_person_signs_for_a_party():
    signatory = factories.signatory()
    signatory.full_clean()
    signatory.institution = factories.institution()

    with pytest.raises(ValidationError) as refused:
        signatory.full_clean()
    with translation.override("en"):
        assert refused.value.message_dict == {"institution": ["This institution is not a party to the agreement."]}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("amount", -1, "Ensure this value is greater than or equal to 0."),
        ("currency", "euro", "Ensure this value has at most 3 characters (it has 4)."),
        ("currency", "eur", "Write the three letters of ISO 4217, such as EUR or MAD."),
        ("currency", "€", "Write the three letters of ISO 4217, such as EUR or MAD."),
        ("state", "lost", "Value 'lost' is not a valid choice."),
    ],
)
def test_a_wrong_value_of_a_component_is_told_on_its_field(field, value, message):
    component = factories.component(amount=1, currency="EUR")
    setattr(component, field, value)

    with pytest.raises(ValidationError) as refused:
        component.full_clean()
    with translation.override("en"):
        assert message in refused.value.message_dict[field]


@pytest.mark.parametrize("goals", ["0", "18", "5,18", "5;16", "cinq", "-1"])
def test_goals_are_numbers_from_1_to_17(goals):
    with pytest.raises(ValidationError) as refused:
        factories.theme(goals=goals).full_clean()

    assert list(refused.value.message_dict) == ["goals"]


def test_a_theme_tells_its_goals_as_numbers():
    theme = factories.theme(goals="5,16,17")
    theme.full_clean()

    assert (theme.goal_numbers, factories.theme().goal_numbers) == ([5, 16, 17], [])


def test_a_party_keeps_the_name_it_bore_at_signature():
    institution = factories.institution(name="Nom actuel", name_ar="اسم")
    factories.former_name(institution, name="Ancien nom")
    for name in ["Ancien nom", "Gouvernement", ""]:
        factories.party(signing=institution, name_at_signature=name)

    parties = Party.objects.with_renaming().order_by("pk")
    assert [(party.name, party.is_renamed, party.is_listed_otherwise) for party in parties] == [
        ("Ancien nom", True, True),
        ("Gouvernement", False, True),
        ("Nom actuel", False, False),
    ]


def test_the_parties_that_sign_come_in_order():
    agreement = factories.agreement()
    for order, role in [(2, "signatory"), (3, "witness"), (1, "signatory")]:
        factories.party(agreement, role=role, order=order)

    assert [party.order for party in agreement.signatory_parties] == [1, 2]


def test_the_current_end_of_a_programme_is_its_latest_extension():
    programme = factories.programme(starts_on="2015", ends_on="2018")
    first_agreed = Programme.objects.get().current_end
    factories.extension(programme, old_end="2018", new_end="2019-06")
    factories.extension(programme, old_end="2019-06", new_end="2020")

    assert [first_agreed, Programme.objects.get().current_end] == [PartialDate(2018), PartialDate(2020)]


def test_records_are_called_by_reference_and_title():
    agreement = factories.agreement(title="Convention", title_en="Agreement", reference="CC-0012")
    other = factories.agreement(reference="CC-0013")

    with translation.override("en"):
        assert str(agreement) == "CC-0012 · Agreement"
        assert str(factories.link(other, "amends", agreement)) == "CC-0013 amends CC-0012"
    assert str(factories.programme(title="Programme", reference="PR-0003")) == "PR-0003 · Programme"
    assert str(factories.meeting(title="Mission")) == "Mission"


def test_every_change_of_an_agreement_is_in_its_history_with_its_dates():
    agreement = factories.agreement(signed_on="2015-11")
    agreement.signed_on = PartialDate(2015, 11, 23)
    agreement.save()

    assert [row.signed_on.edtf for row in agreement.history.all()] == ["2015-11-23", "2015-11"]


@pytest.mark.parametrize("make", [factories.agreement, factories.programme, factories.meeting, factories.institution])
def test_a_record_can_be_changed_many_times(make):
    record = make()
    for _ in range(3):
        record.save()

    assert record.history.count() == 4


def test_records_go_through_a_file_by_their_natural_keys():
    agreement = factories.agreement(signed_on="2015-11")
    agreement.themes.add(factories.theme("coop"))
    programme = factories.programme([agreement], starts_on="2016")
    meeting = factories.meeting([agreement], [programme], starts_on="2015-11-23")
    factories.source([agreement], [programme], [meeting], code="page", published_on="2015")
    rows = [agreement, programme, meeting, *Source.objects.all()]
    text = serializers.serialize("json", rows, use_natural_foreign_keys=True, use_natural_primary_keys=True)
    for model in (Source, Meeting, Programme, Agreement):
        model.objects.all().delete()

    for record in serializers.deserialize("json", text):
        record.save()

    source = Source.objects.get_by_natural_key("page")
    assert source.published_on.edtf == "2015"
    assert [one.signed_on.edtf for one in source.agreements.all()] == ["2015-11"]
    assert [one.reference for one in source.programmes.all()] == [programme.reference]
    assert [one.starts_on.edtf for one in source.meetings.all()] == ["2015-11-23"]
    assert list(Agreement.objects.get().themes.values_list("code", flat=True)) == ["coop"]


def test_an_agreement_takes_its_parties_with_it():
    party = factories.party()

    party.agreement.delete()

    assert Party.objects.count() == 0
