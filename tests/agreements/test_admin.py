import pytest
from django.urls import reverse
from django.utils.translation import override

from agreements.admin.agreement import SignatureFilter
from agreements.models import Agreement, Signatory, TargetMeasure
from tests import factories
from tests.forms import save

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def french():
    """Pages in other languages leave their language behind in the thread."""
    with override("fr"):
        yield


LIST = "admin:agreements_agreement_changelist"
ADD = "admin:agreements_agreement_add"


@pytest.fixture
def staff(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def cese():
    return factories.institution(slug="cese-maroc", name="Conseil économique", acronym="CESE")


@pytest.fixture
def kuwait():
    return factories.institution(name="Secrétariat de la planification", country=factories.country("KW"))


def typed(parties=(), signatories=()):
    """What the browser sends for a new agreement, its parties and who signs for them."""
    data = {"kind": "convention", "title_fr": "Convention tapée", "renewal": "not_stated", "is_signed": "on"}
    for prefix in ("parties", "signatories", "commitments", "links_from", "documents"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    for number, institution in enumerate(parties):
        data |= {f"parties-{number}-institution": institution.pk, f"parties-{number}-role": "signatory"}
        data |= {f"parties-{number}-order": 1, "parties-TOTAL_FORMS": number + 1}
    for number, institution in enumerate(signatories):
        data |= {f"signatories-{number}-institution": institution.pk, f"signatories-{number}-name": "Signataire"}
        data |= {f"signatories-{number}-order": 1, "signatories-TOTAL_FORMS": number + 1}
    return data


def test_an_agreement_is_typed_in_one_go_with_parties_and_those_who_sign(staff, cese, kuwait, administrator):
    answer = staff.post(reverse(ADD), typed([cese, kuwait], [kuwait]))

    made = Agreement.objects.get(title_fr="Convention tapée")
    assert answer.status_code == 302
    assert [party.institution for party in made.parties.order_by("pk")] == [cese, kuwait]
    assert [signatory.institution for signatory in made.signatories.all()] == [kuwait]
    assert made.history.get().history_user == administrator


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "Err:502", "=…", "a\u202e", "a\ufeff", "a\ufffd", "a\x0bb"])
@pytest.mark.parametrize("field", ["title_fr", "note_ar", "parties-0-name_at_signature_fr"])
def test_what_files_do_not_take_is_not_typed_either(staff, cese, field, text):
    answer = staff.post(reverse(ADD), typed([cese]) | {field: text})

    assert answer.status_code == 200
    assert not Agreement.objects.exists()


def test_other_texts_are_typed_as_they_are(staff):
    staff.post(reverse(ADD), typed() | {"title_fr": "=1+1 # N/A \u200f", "note_fr": "deux\r\nlignes\tet plus"})

    assert Agreement.objects.get().title_fr == "=1+1 # N/A \u200f"


def test_nobody_signs_for_an_institution_that_is_no_party(staff, cese, kuwait):
    answer = staff.post(reverse(ADD), typed([cese], [kuwait]))

    assert answer.status_code == 200
    (formset,) = [f.formset for f in answer.context["inline_admin_formsets"] if f.formset.model is Signatory]
    assert str(kuwait) in formset.forms[0].errors["institution"][0]
    assert not Agreement.objects.exists()


def test_a_party_and_its_signatory_are_added_to_an_agreement_that_exists(staff, cese, kuwait):
    made = factories.agreement([cese], title="Convention")
    party = made.parties.get()
    data = typed([cese, kuwait], [kuwait]) | {"reference": made.reference, "parties-INITIAL_FORMS": 1}
    data |= {"parties-0-id": party.pk, "parties-0-agreement": made.pk}

    answer = save(staff, reverse("admin:agreements_agreement_change", args=[made.pk]), **data)

    assert answer.status_code == 302
    assert [signatory.institution for signatory in made.signatories.all()] == [kuwait]


def test_the_party_of_a_signatory_is_not_taken_away_alone(staff, cese):
    made = factories.agreement([cese], title="Convention")
    signatory = factories.signatory(agreement=made, institution=cese)
    data = typed([cese], [cese]) | {"parties-INITIAL_FORMS": 1, "signatories-INITIAL_FORMS": 1}
    data |= {"parties-0-id": made.parties.get().pk, "parties-0-agreement": made.pk, "parties-0-DELETE": "on"}
    data |= {"signatories-0-id": signatory.pk, "signatories-0-agreement": made.pk, "reference": made.reference}

    answer = save(staff, reverse("admin:agreements_agreement_change", args=[made.pk]), **data)

    assert answer.status_code == 200
    assert made.parties.count() == 1


@pytest.mark.parametrize("query", ["koweit", "KOWEÏT", "الكويت", "secretariat memorandum"])
def test_the_list_is_searched_as_the_public_pages_are(staff, kuwait, query):
    factories.agreement([kuwait], title="Mémorandum")
    factories.agreement(title="Autre")

    answer = staff.get(reverse(LIST), {"q": query})

    assert [made.title_fr for made in answer.context["cl"].result_list] == ["Mémorandum"]


def test_the_list_costs_the_same_queries_for_one_agreement_as_for_three(staff, cese, kuwait, django_assert_num_queries):
    factories.agreement([cese, kuwait])
    with django_assert_num_queries(10):
        staff.get(reverse(LIST))

    factories.agreement([cese, kuwait])
    factories.agreement([kuwait, cese])
    with django_assert_num_queries(10):
        staff.get(reverse(LIST))


@pytest.mark.parametrize(
    ("period", "titles"),
    [
        ("201", ["Jour", "Mois", "Année"]),
        ("2015", ["Mois", "Année"]),
        ("2015-11", ["Mois"]),
        ("200", ["Ancienne"]),
        ("unknown", ["Sans date"]),
    ],
)
def test_the_date_of_signature_leads_from_decades_to_months(staff, period, titles):
    for title, day in [
        ("Jour", "2019-04-09"),
        ("Mois", "2015-11"),
        ("Année", "2015"),
        ("Ancienne", "2001"),
        ("Sans date", None),
    ]:
        factories.agreement(title=title, signed_on=day)

    answer = staff.get(reverse(LIST), {"signed": period})

    assert [made.title_fr for made in answer.context["cl"].result_list] == titles


def test_the_years_and_months_of_the_date_filter_carry_their_counts(staff):
    factories.agreement(signed_on="2015-11")
    factories.agreement(signed_on="2015-11-03")
    factories.agreement(signed_on="2019")

    answer = staff.get(reverse(LIST), {"signed": "2015"})

    (choices,) = [f.lookup_choices for f in answer.context["cl"].filter_specs if isinstance(f, SignatureFilter)]
    assert [key for key, _label in choices] == ["201", "2019", "2015", "2015-11", "unknown"]
    assert [label.strip() for _key, label in choices[:4]] == [
        "2010–2019 (3)",
        "2019 (1)",
        "2015 (2)",
        "novembre\u00a02015 (2)",
    ]


@pytest.mark.parametrize("period", ["9999", "99999999999999999999", "2015-13", "abc", "2015-1"])
def test_a_nonsense_period_is_ignored(staff, period):
    factories.agreement()

    assert staff.get(reverse(LIST), {"signed": period}).status_code == 200


def act(staff, action, *agreements):
    data = {"action": action, "_selected_action": [made.pk for made in agreements]}
    answer = staff.post(reverse(LIST), data, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_publishing_names_what_an_agreement_lacks_and_publishes_the_others(staff, cese, administrator):
    bare = factories.agreement(title="Nue", publication="draft")
    whole = factories.agreement([cese], title="Entière", publication="draft")
    factories.source([whole])

    messages = act(staff, "publish", bare, whole)

    bare.refresh_from_db()
    whole.refresh_from_db()
    assert (bare.publication, whole.publication) == ("draft", "published")
    assert len(messages) == 2
    assert "Nue" in messages[0]
    assert whole.history.first().history_user == administrator


@pytest.mark.parametrize(
    ("action", "before", "state"),
    [
        ("send_to_review", "draft", "in_review"),
        ("send_to_review", "published", "published"),
        ("withdraw", "published", "withdrawn"),
        ("withdraw", "draft", "draft"),
        ("back_to_draft", "in_review", "draft"),
        ("back_to_draft", "withdrawn", "draft"),
        ("back_to_draft", "published", "published"),
    ],
)
def test_an_agreement_moves_between_publication_states(staff, action, before, state):
    made = factories.agreement(publication=before)

    act(staff, action, made)

    made.refresh_from_db()
    assert made.publication == state


def test_arabic_is_typed_from_right_to_left(staff):
    page = staff.get(reverse(ADD)).content.decode()

    title = page[page.index('name="title_ar"') :].split(">")[0]
    assert 'dir="rtl"' in title
    assert 'lang="ar"' in title


def test_the_measures_of_a_target_are_typed_on_its_page(staff):
    target = factories.target()
    data = {"programme": target.programme.pk, "statement_fr": "Cible", "order": 1, "measures-TOTAL_FORMS": 1}
    data |= {"measures-INITIAL_FORMS": 0, "measures-0-measured_on": "2020", "measures-0-value": "12"}

    save(staff, reverse("admin:agreements_target_change", args=[target.pk]), **data)

    assert [(m.target, m.measured_on.edtf) for m in TargetMeasure.objects.all()] == [(target, "2020")]


@pytest.mark.parametrize("model", ["agreement", "programme", "meeting", "source", "target", "theme"])
@pytest.mark.parametrize("language", ["", "/ar", "/en"])
def test_every_page_of_the_floor_opens(staff, model, language):
    made = getattr(factories, model)()
    root = f"{language}/gestion/agreements/{model}/"

    pages = [root, f"{root}add/", f"{root}{made.pk}/change/", f"{root}{made.pk}/history/", f"{root}?q=x"]

    assert [staff.get(page).status_code for page in pages] == [200] * 5


def test_the_history_shows_who_changed_what(staff, administrator):
    made = factories.agreement(title="Avant")
    made.title_fr = "Après"
    made._history_user = administrator
    made.save()

    page = staff.get(reverse("admin:agreements_agreement_history", args=[made.pk])).content.decode()

    assert "administratrice" in page
    assert '<del dir="auto">Avant</del>' in page
    assert '<ins dir="auto">Après</ins>' in page
    assert "style=" not in page.split("<main")[1].split("</main>")[0]


def test_an_agreement_is_not_published_before_its_parties(administrator, client):
    client.force_login(administrator)
    record = factories.agreement(publication="draft")
    factories.party(record, signing=factories.institution(name="Institution cachée", publication="draft"))
    factories.source().agreements.add(record)

    page = client.post(
        "/en/gestion/agreements/agreement/", {"action": "publish", "_selected_action": [record.pk]}, follow=True
    )

    record.refresh_from_db()
    assert record.publication == "draft"
    assert "these are not published yet: Institution cachée." in page.text
