"""What the public may know of agreements, read as values: so many at once, each relation in one question."""

from collections import defaultdict

from django.db.models import Case, TextField, When

from agreements.models import Agreement, Party, Programme, Source, Theme
from agreements.states import State
from register.addresses import addresses_of
from register.choices import words_of
from register.publication import Publication
from register.search.matching import record_of
from register.translated import translated

CHUNK = 500
_OWN = [
    *("pk", "reference", "kind", "title_fr", "title_ar", "title_en", "signed_on"),
    *("entry_into_force_on", "ends_on", "renewal", "state", "changed_at"),
]


def facts_of(selection, site, date, texts):
    """A list of facts for every agreement of a selection, newest first, in the order of ``exports.columns``.

    ``date`` makes a fact of a PartialDate or None, ``texts`` of a list of texts; all others are texts. Addresses begin
    with ``site``.
    """
    addresses = addresses_of("agreement")
    kinds, renewals, states = map(words_of, (Agreement.Kind, Agreement.Renewal, State))
    for own, tied in _parts(selection):
        for key, reference, kind, fr, ar, en, signed, entry, end, renewal, state, changed, place in own:
            parties, countries, themes, programmes, sources = (texts(found.get(key, ())) for found in tied)
            yield [
                *(reference, kinds.get(kind, kind), fr, ar, en, parties, countries, date(signed), place),
                *(date(entry), date(end), renewals.get(renewal, renewal), states[state], themes, programmes, sources),
                *(changed.isoformat(timespec="seconds"), f"{site}{addresses[reference]}"),
            ]


def _parts(selection):
    """For so many agreements at once: their own values, and {key: texts} of each relation."""
    found = Agreement.objects.published().with_state(selection.day).order_by()
    for numbers in selection.in_parts(CHUNK):
        keys = [record_of(number) for number in numbers]
        own = {row[0]: row for row in found.filter(pk__among=set(keys)).values_list(*_OWN, translated("place"))}
        yield [own[key] for key in keys if key in own], [*_parties(keys), *_others(keys)]


def _parties(keys):
    """The names of the parties, at signature or else of today; and the countries of the published institutions."""
    read = [translated("name_at_signature"), translated("institution__name"), "institution__publication"]
    country = ["institution__country_id", translated("institution__country__name")]
    names, countries = defaultdict(list), defaultdict(set)
    rows = Party.objects.filter(agreement__pk__among=set(keys)).values_list("agreement_id", *read, *country)
    for key, at_signature, today, publication, code, name in rows:
        names[key].append(at_signature or today)
        if code and publication == Publication.PUBLISHED:
            countries[key].add(name)
    return names, {key: sorted(found) for key, found in countries.items()}


def _others(keys):
    """The themes, the published programmes, and the sources by their address or else their title."""
    programmes, title = Programme.objects.published(), translated("title")
    source = Case(When(url="", then="title"), default="url", output_field=TextField())
    yield _told(keys, ("agreements", Theme.objects, translated("name")))
    yield _told(keys, ("agreements", programmes, title), ("components__implementing_agreement", programmes, title))
    yield _told(keys, ("agreements", Source.objects, source))


def _told(keys, *asked):
    """{key of an agreement: texts, each once}, each of ``asked`` a path to agreements, records and their text."""
    found = defaultdict(dict)
    for path, records, text in asked:
        for key, told in records.filter(**{f"{path}__pk__among": set(keys)}).values_list(f"{path}__pk", text):
            found[key][told] = True
    return {key: list(texts) for key, texts in found.items()}
