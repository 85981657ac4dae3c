"""What the record of an agreement may lack, and how many lack nothing that is essential."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Commitment, Source
from partners.models import Institution
from register.quality import Check

# A signed agreement of which nothing was recorded for so many days has not been followed.
UNFOLLOWED_AFTER = 365
# The keeper, in the facets, of agreements that nobody in particular keeps.
NOBODY = "-"


def _unfollowed(agreements, on):
    """Signed a year ago or more; no meeting, programme or commitment tells what came of it."""
    commitments = Commitment.objects.filter(agreement=OuterRef("pk"))
    return agreements.filter(
        ~Exists(commitments),
        is_signed=True,
        signed_on__latest__lt=on - timedelta(days=UNFOLLOWED_AFTER),
        meetings=None,
        programmes=None,
    )


def _without_source(records, on):
    sources = Source.objects.filter(**{f"{records.model._meta.model_name}s": OuterRef("pk")})
    return records.filter(~Exists(sources))


CHECKS = [
    Check("date", _("no date of signature"), lambda found, on: found.filter(is_signed=True, signed_on=None)),
    Check("source", _("no source"), _without_source),
    Check("arabic", _("no Arabic title"), lambda found, on: found.filter(title_ar="")),
    Check("french", _("no French title"), lambda found, on: found.filter(title_fr="")),
    Check("theme", _("no theme"), lambda found, on: found.filter(themes=None)),
    Check("objective", _("no objective"), lambda found, on: found.filter(objective_fr="", objective_ar="")),
    Check(
        "end",
        _("end and renewal unknown"),
        lambda found, on: found.filter(is_signed=True, ends_on=None, terminated_on=None, renewal="not_stated"),
    ),
    Check("followed", _("signed a year ago, nothing recorded since"), _unfollowed),
]
# What a record of an agreement needs to be called complete; the rest depends on what its sources tell.
ESSENTIAL = ["date", "source", "arabic", "french", "theme", "objective"]


def incomplete(agreements):
    """Those that fail an essential check; none of these depends on the day."""
    failing, asked = Q(), agreements.order_by()
    for check in CHECKS:
        if check.name in ESSENTIAL:
            failing |= Q(pk__in=check.failing(asked, None).values("pk"))
    return agreements.filter(failing)


def completeness(agreements):
    """[(institution or None, complete, of all)] by who keeps the agreements, in the order of names."""
    rows = agreements.order_by().values_list("keeper").annotate(n=Count("pk"))
    failing = dict(incomplete(agreements).order_by().values_list("keeper").annotate(n=Count("pk")))
    keepers = Institution.objects.in_bulk([keeper for keeper, _n in rows if keeper])
    found = [(keepers.get(keeper), n - failing.get(keeper, 0), n) for keeper, n in rows]
    return sorted(found, key=lambda row: (row[0] is None, str(row[0])))
