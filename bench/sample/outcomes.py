"""What came of the agreements of the sample: programmes with their money and their time, and meetings."""

from agreements.models import Component, Extension, Meeting, Programme, ProgrammeRole, Source
from bench.sample import dates, phrases, words
from bench.sample.agreements import PER_SOURCE
from bench.sample.partners import PUBLISHED
from bench.sample.table import Links, Table

LAST_YEAR = dates.LAST[0]


class Outcomes:
    """``count`` is the number of agreements that there are; their ids run from 1."""

    def __init__(self, rng, partners, count):
        self.rng, self.partners, self.count = rng, partners, count
        rows = [Table(model) for model in (Programme, ProgrammeRole, Component, Extension, Meeting)]
        self.programmes, self.roles, self.components, self.extensions, self.meetings = rows
        ties = [Links(tie) for tie in (Programme.agreements, Meeting.agreements, Source.programmes, Source.meetings)]
        self.programme_agreements, self.meeting_agreements, self.source_programmes, self.source_meetings = ties
        self.tables = [*rows, *ties]

    def write_programmes(self, numbers):
        for number in numbers:
            self._programme(number)
        self._write()

    def write_meetings(self, numbers):
        for number in numbers:
            self._meeting(number)
        self._write()

    def _write(self):
        for table in self.tables:
            table.write()

    def _programme(self, number):
        (aim_fr, aim_ar), start = phrases.aim(self.rng), self.rng.randint(1990, LAST_YEAR)
        end = (start + self.rng.randint(2, 6)) * 10000
        self.programmes.add(
            reference=f"PR-{number:04}",
            title_fr=f"Programme pour {aim_fr}",
            title_ar=f"برنامج {aim_ar}" if self.rng.random() < 0.6 else "",
            objective_fr=" ".join(phrases.arrangement(self.rng) for _ in range(3)),
            starts_on=start * 10000,
            ends_on=end,
            **PUBLISHED,
        )
        if self.rng.random() < 0.2:
            self.extensions.add(programme_id=number, old_end=end, new_end=end + 10000, decided_on=end)
        self._roles(number)
        framework = self._tie(number, self.programme_agreements, self.source_programmes)
        for order in range(1, self.rng.randint(2, 6)):
            self._component(number, order, framework)

    def _roles(self, number):
        others = self.partners.others(3)
        for order, (institution, role) in enumerate(
            zip(others, ("funder", "delegated", "implementing"), strict=True), 1
        ):
            self.roles.add(programme_id=number, institution_id=institution, role=role, order=order)
        self.roles.add(programme_id=number, institution_id=self.partners.home, role="steering_chair", order=4)

    def _component(self, number, order, agreement):
        self.components.add(
            programme_id=number,
            order=order,
            title_fr=f"Volet {order} : {self.rng.choice(words.OBJECTS)[0]}",
            amount=self.rng.randint(1, 400) * 25_000,
            currency=self.rng.choice(("EUR", "EUR", "MAD", "USD")),
            delegated_agency_id=self.partners.others(1)[0] if self.rng.random() < 0.3 else None,
            implementing_agreement_id=agreement if self.rng.random() < 0.2 else None,
            state=self.rng.choice(Component.State.values),
        )

    def _meeting(self, number):
        kind = self.rng.choice(Meeting.Kind.values)
        place_fr, place_ar = self.rng.choice(words.PLACES)
        day = dates.signature(self.rng)
        self.meetings.add(
            reference=f"RM-{number:04}",
            kind=kind,
            number=self.rng.randint(1, 20) if kind == "joint_commission" else None,
            title_fr=f"Rencontre sur {self.rng.choice(words.OBJECTS)[0]}",
            summary_fr=phrases.arrangement(self.rng),
            place_fr=place_fr,
            place_ar=place_ar,
            starts_on=day,
            ends_on=day,
            **PUBLISHED,
        )
        self._tie(number, self.meeting_agreements, self.source_meetings)

    def _tie(self, number, agreements, sources):
        """Tie a record to one or two agreements and to the source of the first, which is returned."""
        concerned = sorted({self.rng.randint(1, self.count) for _ in range(self.rng.randint(1, 2))})
        for agreement in concerned:
            agreements.link(number, agreement)
        sources.link((concerned[0] + PER_SOURCE - 1) // PER_SOURCE, number)
        return concerned[0]
