"""The institutions of the sample, the networks they form and their places in them."""

from datetime import UTC, datetime

from bench.sample import words
from bench.sample.table import Table
from bench.sample.words import shares
from partners.models import Country, FormerName, Institution, Membership

HOME = "conseil-du-registre-d-essai"
NETWORKS = 12
# Every record of the sample was published then or later.
SINCE = datetime(2020, 1, 1, tzinfo=UTC)
PUBLISHED = {"publication": "published", "published_at": SINCE, "changed_at": SINCE}
# Each value as often as it comes in a hundred.
KINDS = shares(
    ministry=35, agency=16, association=13, territorial=12, council=10, international=7, government=4, embassy=3
)
ROLES = shares(member=70, observer=12, founder=8, board=7, vice_president=3)


class Partners:
    """Makes the institutions and keeps what agreements need of them: ids, names borne before, who is at home."""

    home = 1

    def __init__(self, rng, count):
        self.rng = rng
        self.ids = range(2, count + 1)
        self.former = {}
        countries = Country.objects.order_by("code").values_list("code", "name_fr", "name_ar")
        self.countries = [country for country in countries for _ in range(words.COUNTRY_WEIGHTS.get(country[0], 1))]
        self.tables = [Table(model) for model in (Institution, FormerName, Membership)]
        self.institutions, self.former_names, self.memberships = self.tables

    def write(self):
        self._home()
        for number in self.ids:
            self._institution(number)
        for number in range(1, NETWORKS + 1):
            self._network(number)
        for table in self.tables:
            table.write()

    def others(self, count):
        """Different institutions, the home one not among them; some sign far more often than others."""
        found = set()
        while len(found) < count:
            found.add(self.ids[int(len(self.ids) * self.rng.random() ** 2)])
        return sorted(found)

    def name_at_signature(self, institution):
        """One in five parties with a former name signed under it."""
        return self.former.get(institution, "") if self.rng.random() < 0.2 else ""

    def _home(self):
        names = {"name_fr": "Conseil du registre d’essai", "name_ar": "مجلس السجل التجريبي", "acronym": "CRE"}
        country = "MA" if any(code == "MA" for code, *_names in self.countries) else self.countries[0][0]
        home = {"slug": HOME, "kind": "council", "is_home": True, "country_id": country}
        self.institutions.add(**home, **names, **PUBLISHED)

    def _institution(self, number):
        kind = self.rng.choice(KINDS)
        code, country_fr, country_ar = self.rng.choice(self.countries)
        (body_fr, body_ar), (field_fr, field_ar) = words.BODIES[kind], self.rng.choice(words.FIELDS)
        self.institutions.add(
            slug=f"{kind}-{code.lower()}-{number}",
            kind=kind,
            name_fr=f"{body_fr} {field_fr} ({country_fr}) n° {number}",
            name_ar=f"{body_ar} {field_ar} ({country_ar})" if self.rng.random() < 0.7 else "",
            acronym=f"{body_fr[0]}{field_fr[:2].upper()}{code}" if self.rng.random() < 0.6 else "",
            country_id=None if kind == "international" else code,
            website=f"https://institution-{number}.example.org/" if self.rng.random() < 0.5 else "",
            **PUBLISHED,
        )
        if self.rng.random() < 0.15:
            self.former[number] = f"{body_fr} {self.rng.choice(words.FIELDS)[0]} de {country_fr}"
            until = self.rng.randint(1975, 2015) * 10000
            self.former_names.add(institution_id=number, name_fr=self.former[number], ends_on=until)

    def _network(self, number):
        """A network of some 30 institutions, presided in turn for three years at a time."""
        field_fr, field_ar = words.FIELDS[number]
        names = {"name_fr": f"Réseau {field_fr} des institutions", "name_ar": f"شبكة {field_ar}"}
        network = self.institutions.add(
            slug=f"reseau-{number}", kind="network", acronym=f"R{number}I", **names, **PUBLISHED
        )
        members = self.rng.sample(self.ids, min(len(self.ids), self.rng.randint(20, 40)))
        for institution in [self.home, *members]:
            role = self.rng.choice(ROLES)
            self._membership(institution, network, role, *self._period())
        for term, institution in enumerate(members[:4]):
            first = 2014 + 3 * term
            self._membership(institution, network, "president", first * 10000, (first + 3) * 10000)

    def _period(self):
        """From when to when, as far as known: often one bound, sometimes none."""
        first = self.rng.choice((None, *range(1985, 2024)))
        last = (first or 2000) + self.rng.randint(1, 20) if self.rng.random() < 0.3 else None
        month = self.rng.choice((0, 0, 1, 6, 9)) * 100
        return first and first * 10000 + month, last and last * 10000

    def _membership(self, institution, network, role, starts_on, ends_on):
        self.memberships.add(
            institution_id=institution,
            network_id=network,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
        )
