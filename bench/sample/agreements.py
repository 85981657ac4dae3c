"""The agreements of the sample with their parties, themes, commitments, links and sources."""

from datetime import timedelta

from agreements.models import Agreement, AgreementLink, Commitment, Party, Source, Theme
from bench.sample import dates, phrases, words
from bench.sample.partners import PUBLISHED, SINCE
from bench.sample.table import Links, Table
from bench.sample.words import shares

PER_SOURCE = 10
# Each value as often as it comes in a hundred.
KINDS = shares(
    convention=34, cooperation=12, specific=12, memorandum=12, protocol=8, framework=6, amendment=6, minutes=4,
    declaration=3, action_plan=3,
)  # fmt: skip
RENEWALS = shares(tacit=35, express=25, not_stated=25, none=15)
RENEWALS_WITHOUT_END = shares(not_stated=80, tacit=10, none=6, express=4)
LINK_KINDS = shares(implements=40, amends=30, renews=20, replaces=10)
LAST_ROLES = shares(signatory=80, beneficiary=12, witness=8)


class Agreements:
    def __init__(self, rng, partners):
        self.rng, self.partners = rng, partners
        self.themes = list(Theme.objects.order_by("code").values_list("code", flat=True))
        rows = [Table(model) for model in (Source, Agreement, Party, Commitment, AgreementLink)]
        self.sources, self.agreements, self.parties, self.commitments, self.links = rows
        self.agreement_themes, self.source_agreements = ties = [Links(Agreement.themes), Links(Source.agreements)]
        self.tables = [*rows, *ties]

    def write(self, numbers):
        """Write the agreements of these numbers, which are their ids."""
        for number in numbers:
            self._agreement(number)
            self._surround(number)
        for table in self.tables:
            table.write()

    def _agreement(self, number):
        kind = self.rng.choice(KINDS)
        title_fr, title_ar = phrases.title(self.rng, kind)
        place_fr, place_ar = self.rng.choice(words.PLACES) if self.rng.random() < 0.8 else ("", "")
        moment = SINCE + timedelta(minutes=number - number % PER_SOURCE)
        self.agreements.add(
            reference=f"CC-{number:04}",
            kind=kind,
            title_fr=title_fr,
            title_ar=title_ar if self.rng.random() < 0.6 else "",
            objective_fr=phrases.objective(self.rng, number - 1),
            place_fr=place_fr,
            place_ar=place_ar,
            **self._term(),
            **(PUBLISHED | {"published_at": moment, "changed_at": moment}),
        )

    def _term(self):
        """The dates and the rule of renewal; of 100 agreements 2 are being negotiated."""
        if self.rng.random() < 0.02:
            return {"is_signed": False}
        signed = dates.signature(self.rng)
        if signed is None:
            return {}
        entry = dates.later(self.rng, signed, self.rng.randint(0, 14)) if self.rng.random() < 0.6 else None
        end = self._end(entry or signed) if self.rng.random() < 0.49 else None
        return {
            "signed_on": signed,
            "entry_into_force_on": entry,
            "ends_on": end,
            **self._renewal(end),
            **self._halt(signed),
        }

    def _end(self, since):
        years = self.rng.choice((1, 2, 3, 3, 3, 4, 5, 5, 5, 10))
        return dates.later(self.rng, since, years * 12, self.rng.choice(("year", "month", "day", "day", "day", "day")))

    def _renewal(self, end):
        renewal = self.rng.choice(RENEWALS if end else RENEWALS_WITHOUT_END)
        if renewal not in ("tacit", "express"):
            return {"renewal": renewal}
        return {
            "renewal": renewal,
            "renewal_months": self.rng.choice((None, None, 12, 24, 36, 60)),
            "notice_months": self.rng.choice((None, 3, 3, 6)),
        }

    def _halt(self, signed):
        """Of 100 signed agreements 3 were terminated and 1 is suspended."""
        drawn = self.rng.random()
        if drawn > 0.04:
            return {}
        day = dates.later(self.rng, signed, self.rng.randint(6, 60))
        return {"terminated_on" if drawn < 0.03 else "suspended_on": min(day, dates.LAST_DAY)}

    def _surround(self, number):
        self._add_parties(number)
        for theme in self.rng.sample(self.themes, self.rng.choice((1, 1, 2))):
            self.agreement_themes.link(number, theme)
        source = (number + PER_SOURCE - 1) // PER_SOURCE
        if number % PER_SOURCE == 1:
            self._add_source(source)
        self.source_agreements.link(source, number)
        if self.rng.random() < 0.2:
            self._add_commitments(number)
        if number > 1 and self.rng.random() < 0.1:
            kind, target = self.rng.choice(LINK_KINDS), self.rng.randrange(1, number)
            self.links.add(source_id=number, kind=kind, target_id=target)

    def _add_parties(self, number):
        signing = [self.partners.home, *self.partners.others(self.rng.choice((1, 1, 2)))]
        roles = ["signatory", "signatory", self.rng.choice(LAST_ROLES)]
        for order, (institution, role) in enumerate(zip(signing, roles, strict=False), start=1):
            self.parties.add(
                agreement_id=number,
                institution_id=institution,
                role=role,
                order=order,
                name_at_signature_fr=self.partners.name_at_signature(institution),
            )

    def _add_source(self, number):
        self.sources.add(
            code=f"recueil-{number}",
            publisher_id=self.partners.home,
            title=f"Recueil des conventions, volume {number}",
            url=f"https://example.org/recueils/{number}",
            published_on=self.rng.randint(1990, 2026) * 10000,
        )

    def _add_commitments(self, number):
        for order in range(1, self.rng.randint(2, 4)):
            self.commitments.add(
                agreement_id=number,
                order=order,
                text_fr=phrases.arrangement(self.rng),
                responsible_id=self.partners.home,
                progress=self.rng.choice(Commitment.Progress.values),
            )
