"""A mixed register of forty agreements, and what anyone could count in it by hand."""

import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations, product

from agreements.models import Agreement
from register.search import fold, index
from tests import factories

WORDS = ["Eau", "Pêche", "Santé", "Énergie", "Culture", "Formation", "Élevage", "Forêts"]
KINDS = ["convention", "convention", "memorandum", "protocol", "minutes"]
DATES = ["2010", "2011-05", "2011-05-02", "2012-11", "2013-02-28", "2013-07", "2014", "2014-01-01", "2015-06-30", None]
TERMS = [
    {},
    {"ends_on": "2018"},
    {"ends_on": "2030", "renewal": "express"},
    {"ends_on": "2016-06", "renewal": "tacit"},
    {"ends_on": "2020", "terminated_on": "2017-03"},
    {"entry_into_force_on": "2017"},
]
DIMENSIONS = ["state", "kind", "country", "party", "theme", "network", "programme", "year"]


@dataclass
class Row:
    """What the public may know of an agreement, dimension by dimension."""

    record: Agreement
    words: set
    title_words: list
    values: dict = field(default_factory=dict)

    @property
    def reference(self):
        return self.record.reference

    @property
    def number(self):
        return int(self.record.signed_on) if self.record.signed_on else 0


class MixedRegister:
    """Forty published agreements between six institutions, beside drafts of everything."""

    def __init__(self):
        chance, self._known = random.Random(7), {}
        with index.collecting():
            self._make_others()
            self.rows = [self._row(number, chance) for number in range(40)]
            for _ in range(3):
                hidden = factories.agreement(self.institutions[:2], title="Eau Pêche Santé", publication="draft")
                hidden.themes.set(self.themes)

    def _make_others(self):
        countries = [factories.country(code) for code in ("MA", "KW", "PT")]
        self.institutions = [
            factories.institution(slug=f"i{number}", name=f"Institut{number}", country=countries[number % 3])
            for number in range(5)
        ]
        self.secret = factories.institution(slug="secret", name="Caché", country=countries[1], publication="draft")
        self.networks = [factories.network(slug="n1", name="Ligue"), factories.network(slug="n2", name="Alliance")]
        hidden = factories.network(slug="n3", name="Loge", publication="draft")
        for network, numbers in zip([*self.networks, hidden], ([0, 1, 2], [2, 3], [0, 4]), strict=True):
            for number in numbers:
                factories.membership(institution=self.institutions[number], network=network)
        self.themes = [factories.theme(f"t{number}", name=f"Domaine{number}") for number in range(4)]
        self.programmes = [factories.programme(title="Programme un"), factories.programme(title="Programme deux")]
        self.hidden_programme = factories.programme(title="Programme trois", publication="draft")

    def _row(self, number, chance):
        words = chance.sample(WORDS, 3)
        parties = chance.sample(self.institutions, chance.choice([1, 2, 2, 3]))
        themes = chance.sample(self.themes, chance.choice([0, 1, 1, 2]))
        signed_on = chance.choice(DATES)
        facts = {"is_signed": False} if signed_on is None and number % 2 else TERMS[number % len(TERMS)]
        record = factories.agreement(
            parties,
            title=f"{words[0]} {words[1]} {number:02}",
            objective=words[2],
            kind=chance.choice(KINDS),
            signed_on=signed_on,
            **facts,
        )
        if number % 4 == 0:
            factories.party(record, self.secret, name_at_signature="Bureau")
        record.themes.set(themes)
        programmes = self._programmes(record, number)
        row = Row(record, {fold(word) for word in words}, [fold(word) for word in words[:2]])
        row.values = {
            "kind": {record.kind},
            "country": {party.country_id for party in parties},
            "party": {party.slug for party in parties},
            "theme": {theme.pk for theme in themes},
            "network": {
                f"n{n}" for n, members in ((1, "i0 i1 i2"), (2, "i2 i3")) for p in parties if p.slug in members
            },
            "programme": {programme.reference for programme in programmes},
            "year": {str(record.signed_on.year) if record.signed_on else "unknown"} if record.is_signed else set(),
        }
        return row

    def _programmes(self, record, number):
        if number % 5 == 0:
            self.programmes[0].agreements.add(record)
        if number % 7 == 0:
            factories.component(self.programmes[1], implementing_agreement=record)
        self.hidden_programme.agreements.add(record)
        return [programme for programme, nth in zip(self.programmes, (5, 7), strict=True) if number % nth == 0]

    # --- What anyone could count ---------------------------------------------------------------------
    def on(self, day):
        """The rows with their states on a day, newest first."""
        states = self._states(day)
        for row in self.rows:
            state = states[row.record.pk]
            row.values["state"] = {state, "all_in_force"} if state in ("in_force", "to_renew") else {state}
        return sorted(self.rows, key=lambda row: (row.number, row.record.pk), reverse=True)

    def _states(self, day):
        if day not in self._known:
            self._known[day] = dict(Agreement.objects.published().with_state(day).values_list("pk", "state"))
        return self._known[day]

    def selected(self, asked, day, without=None):
        """The rows that answer to an address, leaving out what it asks in one dimension; newest first."""
        return [row for row in self.on(day) if answers(row, asked, without)]

    def counts(self, asked, day, dimension):
        """{value: count} of a dimension, true for what is asked in the others."""
        return self.counted(self.selected(asked, day, without=dimension), dimension)

    def counted(self, rows, dimension):
        """{value: count} among some rows. All that is in force is told apart where it is of two states."""
        counted = dict(Counter(value for row in rows for value in row.values[dimension]))
        if not {"in_force", "to_renew"} <= counted.keys():
            counted.pop("all_in_force", None)
        return counted


def answers(row, asked, without=None):
    for name, value in asked.items():
        if name == "q":
            if not all(fold(word) in row.words for word in value.split()):
                return False
        elif name in DIMENSIONS and name != without and row.values[name].isdisjoint(_several(value)):
            return False
    first, last = asked.get("year_from"), asked.get("year_to")
    if first and first == last and without == "year":
        return True
    year = row.number // 10_000
    if (first or last) and not year:
        return False
    return (not first or year >= int(first)) and (not last or year <= int(last))


def _several(value):
    return value if isinstance(value, list) else [value]


def questions(register):
    """Addresses of every sort: nothing asked, one thing, two, three, in every dimension, several values of some."""
    chance = random.Random(11)
    values = {
        "state": ["all_in_force", "in_force", "expired", "signed", "negotiated", "to_renew", "terminated", "suspended"],
        "kind": ["convention", "memorandum", "declaration"],
        "country": ["MA", "KW", "PT"],
        "party": ["i0", "i2", "i4"],
        "theme": ["t0", "t3"],
        "network": ["n1", "n2"],
        "programme": [programme.reference for programme in register.programmes],
        "q": ["peche", "Eau", "SANTÉ", "eau pêche", "introuvable"],
        "years": [("2011", "2013"), ("2012", "2012"), ("2014", None), (None, "2011"), ("2015", "2011"), "unknown"],
    }
    singles = [[(name, value)] for name, all_values in values.items() for value in all_values]
    pairs = [
        [(a, chance.choice(values[a])), (b, chance.choice(values[b]))] for a, b in product(values, values) if a < b
    ]
    triples = [[(name, chance.choice(values[name])) for name in chance.sample(list(values), 3)] for _ in range(20)]
    several = [[(name, chance.sample(all_values, 2))] for name, all_values in values.items() if name in DIMENSIONS]
    among = [[*one, (name, chance.choice(values[name]))] for one in several for name in ("q", "years")]
    crossed = [[*one, *another] for one, another in combinations(several, 2)]
    return [{}, *map(_address, [*singles, *pairs, *triples, *several, *among, *crossed])]


def _address(chosen):
    asked = dict(chosen)
    asked_years = asked.pop("years", (None, None))
    if asked_years == "unknown":
        return asked | {"year": asked_years}
    first, last = asked_years
    years = {"year_from": first, "year_to": last}
    return asked | {name: year for name, year in years.items() if year}
