import json
from datetime import date, datetime

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.forms import modelform_factory
from django.utils import timezone, translation

from agreements.models import Agreement, Meeting, Programme
from register.dates import PartialDate
from register.fields import PartialDateField, PartialDateFormField, ReferenceField
from register.models import ReferenceCounter
from tests import factories

pytestmark = pytest.mark.django_db


def stored(column="signed_on"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM agreements_agreement")
        return cursor.fetchone()[0]


def edtf(queryset):
    return [agreement.signed_on and agreement.signed_on.edtf for agreement in queryset.order_by("pk")]


@pytest.fixture
def five_dates():
    """Agreements signed in 2014 (month), 2015 (year, month, day) and at an unknown date."""
    for signed_on in ["2014-12", "2015", "2015-11", "2015-11-23", None]:
        factories.agreement(signed_on=signed_on)


# --- Partial dates in the database ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "number", "read"),
    [
        (PartialDate(2015, 11), 20151100, "2015-11"),
        ("novembre 2015", 20151100, "2015-11"),
        ("2015", 20150000, "2015"),
        ("23/11/2015", 20151123, "2015-11-23"),
        (date(2015, 11, 23), 20151123, "2015-11-23"),
        (datetime(2015, 11, 23, 10, 30), 20151123, "2015-11-23"),
    ],
)
def test_a_date_is_stored_and_read_back_with_its_precision(written, number, read):
    agreement = Agreement.objects.create(kind="convention", title_fr="Convention", signed_on=written)

    agreement.refresh_from_db()

    assert (stored(), agreement.signed_on.edtf) == (number, read)


@pytest.mark.parametrize("written", [None, "", "  "])
def test_an_unknown_date_is_stored_as_nothing(written):
    agreement = Agreement.objects.create(kind="convention", title_fr="Convention", signed_on=written)

    agreement.refresh_from_db()

    assert (stored(), agreement.signed_on) == (None, None)


def test_a_date_no_calendar_has_is_never_stored():
    with pytest.raises(ValidationError), transaction.atomic():
        Agreement.objects.create(kind="convention", title_fr="Convention", signed_on="31/02/2024")

    assert Agreement.objects.count() == 0


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"signed_on": "2015"}, ["2015"]),
        ({"signed_on": "novembre 2015"}, ["2015-11"]),
        ({"signed_on": PartialDate(2015, 11, 23)}, ["2015-11-23"]),
        ({"signed_on": date(2015, 11, 23)}, ["2015-11-23"]),
        ({"signed_on__in": ["2015", "2014-12"]}, ["2014-12", "2015"]),
        ({"signed_on__lte": date(2015, 11, 1)}, ["2014-12", "2015", "2015-11"]),
        ({"signed_on__lt": "2015-11"}, ["2014-12", "2015"]),
        ({"signed_on__gte": "2015-11"}, ["2015-11", "2015-11-23"]),
        ({"signed_on__gt": date(2015, 11, 23)}, []),
        ({"signed_on__range": ["2015", date(2015, 11, 1)]}, ["2015", "2015-11"]),
        ({"signed_on__year": 2015}, ["2015", "2015-11", "2015-11-23"]),
        ({"signed_on__year__lte": 2014}, ["2014-12"]),
        ({"signed_on__month": 11}, ["2015-11", "2015-11-23"]),
        ({"signed_on__month": 0}, ["2015"]),
        ({"signed_on__day": 23}, ["2015-11-23"]),
        ({"signed_on__day": 0}, ["2014-12", "2015", "2015-11"]),
        ({"signed_on__latest__day": 31}, ["2014-12", "2015"]),
        ({"signed_on__latest__lte": date(2014, 12, 30)}, []),
        ({"signed_on__latest__lte": date(2014, 12, 31)}, ["2014-12"]),
        ({"signed_on__latest__lte": date(2015, 11, 29)}, ["2014-12", "2015-11-23"]),
        ({"signed_on__latest__lte": date(2015, 11, 30)}, ["2014-12", "2015-11", "2015-11-23"]),
        ({"signed_on__latest__lte": date(2015, 12, 31)}, ["2014-12", "2015", "2015-11", "2015-11-23"]),
        ({"signed_on__latest__gte": date(2015, 11, 24)}, ["2015", "2015-11"]),
        ({"signed_on__latest__lt": date(2015, 11, 23)}, ["2014-12"]),
        ({"signed_on__isnull": True}, [None]),
        ({"signed_on": None}, [None]),
    ],
)
def test_dates_are_found_by_their_first_and_last_possible_days(five_dates, condition, found):
    assert edtf(Agreement.objects.filter(**condition)) == found


def test_a_partial_bound_asks_for_its_own_first_day(five_dates):
    assert edtf(Agreement.objects.filter(signed_on__latest__gte="2016")) == []
    assert edtf(Agreement.objects.filter(signed_on__latest__gte=PartialDate(2015, 12))) == ["2015"]


def test_the_latest_agreements_come_first_and_the_undated_last(five_dates):
    listed = [agreement.signed_on and agreement.signed_on.edtf for agreement in Agreement.objects.latest_first()]

    assert listed == ["2015-11-23", "2015-11", "2015", "2014-12", None]


def test_a_date_goes_through_json_with_its_precision():
    for signed_on in ["2015", "2015-11", "2015-11-23", None]:
        factories.agreement(signed_on=signed_on)
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    text = serializers.serialize("json", Agreement.objects.order_by("pk"), **natural)
    Agreement.objects.all().delete()

    for record in serializers.deserialize("json", text):
        record.save()

    assert [row["fields"]["signed_on"] for row in json.loads(text)] == ["2015", "2015-11", "2015-11-23", None]
    assert edtf(Agreement.objects) == ["2015", "2015-11", "2015-11-23", None]


def test_a_wrong_date_is_a_message_on_its_own_field():
    agreement = factories.agreement()
    agreement.signed_on = "31/02/2024"

    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            agreement.full_clean()
        assert refused.value.message_dict == {"signed_on": ["“31/02/2024” is not a date: this month has 29 days."]}


def test_the_migrations_know_the_field():
    _name, path, args, kwargs = PartialDateField("signé le", null=True, blank=True).deconstruct()

    assert (path, args, kwargs) == (
        "register.fields.PartialDateField",
        [],
        {"verbose_name": "signé le", "null": True, "blank": True},
    )


# --- Partial dates in forms ----------------------------------------------------------------------
AgreementForm = modelform_factory(Agreement, fields=["signed_on"])


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("2015", "2015"), ("nov. 2015", "2015-11"), ("٠٩/٠٤/٢٠١٩", "2019-04-09"), ("", None), ("  ", None)],
)
def test_a_form_takes_what_a_person_types(typed, edtf):
    form = AgreementForm({"signed_on": typed}, instance=factories.agreement())

    assert form.is_valid(), form.errors
    assert form.save().signed_on == (edtf and PartialDate.parse(edtf))


def test_a_form_shows_a_stored_date_as_edtf():
    agreement = factories.agreement(signed_on="2015-11")

    form = AgreementForm(instance=Agreement.objects.get(pk=agreement.pk))

    assert 'value="2015-11"' in str(form["signed_on"])


def test_a_refused_form_shows_again_what_was_typed_with_the_reason():
    with translation.override("en"):
        form = AgreementForm({"signed_on": "31/02/2024"}, instance=factories.agreement())

        assert form.errors == {"signed_on": ["“31/02/2024” is not a date: this month has 29 days."]}
        assert 'value="31/02/2024"' in str(form["signed_on"])


def test_a_form_says_which_dates_it_takes():
    with translation.override("en"):
        help_text = str(AgreementForm()["signed_on"].help_text)

    assert help_text == "2015, 11/2015, November 2015 or 23/11/2015, the day first."


@pytest.mark.parametrize(
    ("initial", "typed", "changed"),
    [
        (PartialDate(2015, 11), "2015-11", False),
        (PartialDate(2015, 11), "novembre 2015", False),
        ("2015-11", "11/2015", False),
        (None, "", False),
        ("", None, False),
        (PartialDate(2015, 11), "2015", True),
        (PartialDate(2015, 11), "2015-11-01", True),
        (PartialDate(2015, 11), "", True),
        (None, "2015", True),
        (PartialDate(2015, 11), "nonsense", True),
    ],
)
def test_a_date_has_changed_only_when_it_means_something_else(initial, typed, changed):
    assert PartialDateFormField(required=False).has_changed(initial, typed) is changed


def test_a_required_date_is_asked_for_and_long_or_broken_text_refused():
    field = PartialDateFormField()
    with translation.override("en"):
        for typed, message in [
            ("", "This field is required."),
            ("1" * 41, "is not a date"),
            ("2015\0", "is not a date"),
        ]:
            with pytest.raises(ValidationError) as refused:
                field.clean(typed)
            assert message in refused.value.messages[0]


# --- References ----------------------------------------------------------------------------------
def references(model=Agreement):
    return list(model.objects.order_by("pk").values_list("reference", flat=True))


def test_references_follow_each_other_under_the_prefix_of_their_model():
    factories.agreement(), factories.agreement(), factories.programme(), factories.meeting()

    assert references() == ["CC-0001", "CC-0002"]
    assert references(Programme) == ["PR-0001"]
    assert references(Meeting) == ["RM-0001"]


def test_two_records_written_in_a_row_get_two_references():
    Agreement.objects.bulk_create(Agreement(kind="convention", title_fr=f"Convention {n}") for n in (1, 2))

    assert references() == ["CC-0001", "CC-0002"]


def test_a_reference_is_never_given_again_after_its_record_is_deleted():
    factories.agreement(), factories.agreement()
    Agreement.objects.all().delete()

    factories.agreement()

    assert references() == ["CC-0003"]


def test_a_reference_loaded_from_a_file_is_never_given_again_after_its_record_is_deleted(tmp_path):
    row = {"kind": "convention", "reference": "CC-0009", "title_fr": "Convention", "changed_at": timezone.now()}
    path = tmp_path / "agreements.json"
    path.write_text(json.dumps([{"model": "agreements.agreement", "fields": row}], default=str))
    call_command("loaddata", path, verbosity=0)
    Agreement.objects.all().delete()

    factories.agreement()

    assert references() == ["CC-0010"]


def test_a_reference_that_is_given_is_kept_and_counted():
    factories.agreement(reference="CC-0100"), factories.agreement(), factories.agreement(reference="CC-0050")

    factories.agreement()

    assert references() == ["CC-0100", "CC-0101", "CC-0050", "CC-0102"]


def test_two_given_references_in_a_row_are_both_counted():
    factories.agreement(reference="CC-0007"), factories.agreement(reference="CC-0008")
    Agreement.objects.all().delete()

    assert factories.agreement().reference == "CC-0009"


@pytest.mark.parametrize("reference", ["ODCO-2015-03", "XX-9999", "CC-A", "CC-", "CC", "CC-²", "-5", "CC-0012-2"])
def test_a_reference_of_another_form_is_kept_and_not_counted(reference):
    factories.agreement(reference=reference)

    assert factories.agreement().reference == "CC-0001"
    assert references() == [reference, "CC-0001"]


def test_numbers_pass_9999_without_starting_again():
    factories.agreement(reference="CC-9999")

    assert [factories.agreement().reference for _ in range(2)] == ["CC-10000", "CC-10001"]


def test_a_reference_stays_when_everything_else_changes():
    agreement = factories.agreement(signed_on="2015")
    agreement.title_fr, agreement.signed_on = "Autre titre", "2019"

    agreement.save()

    assert (references(), ReferenceCounter.objects.get(prefix="CC").last) == (["CC-0001"], 1)


def test_rows_older_than_the_counter_are_respected():
    factories.agreement(reference="CC-0004")
    ReferenceCounter.objects.all().delete()

    assert factories.agreement().reference == "CC-0005"


def test_the_migrations_know_the_prefix():
    _name, path, args, _kwargs = ReferenceField("CC").deconstruct()

    assert (path, args) == ("register.fields.ReferenceField", ["CC"])


# --- The moment of the last change ---------------------------------------------------------------
def test_the_moment_of_change_moves_at_each_write():
    agreement = factories.agreement()
    first = agreement.changed_at

    agreement.save()

    assert agreement.changed_at > first
    assert Agreement.objects.get().changed_at == agreement.changed_at


@pytest.mark.parametrize("path", ["pk__{}", "parties__pk__{}", "parties__agreement__pk__{}"])
def test_hundreds_of_keys_are_looked_up_as_one_value(path):
    made = [factories.agreement([factories.institution()]) for _ in range(3)]
    keys = [
        *(agreement.pk for agreement in made[:2]),
        *(party.pk for party in made[1].parties.all()),
        *range(10**6, 10**6 + 2000),
    ]

    def found(lookup, keys):
        return list(Agreement.objects.filter(**{path.format(lookup): keys}).values_list("pk", flat=True))

    assert found("among", keys) == found("in", keys[:3]) != []
    assert found("among", iter(keys)) == found("among", keys)
    assert found("among", []) == []
