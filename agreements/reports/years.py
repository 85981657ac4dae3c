"""The years of which there is something to report."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from agreements.dimensions import states_on
from agreements.happenings import MEETING, SIGNATURE
from agreements.occasions import totals
from agreements.reports.figures import is_large
from agreements.reports.sections import SECTIONS, TOLD
from agreements.states import State
from register.dates import PartialDate
from register.edition import remembered
from register.search import counts

ON_ONE_DATE = [kind for kind in TOLD if kind is not MEETING]


@dataclass(frozen=True)
class YearReported:
    """``counts`` are (Section, number), in the order of the report, those that are not 0."""

    date: PartialDate
    counts: list


def years_reported(today):
    """The years up to today's that have something to report, newest first.

    Of a large register, all from that of the first signature on, with their signatures alone.
    """
    return _with_signatures(today) if is_large() else _with_everything(today)


def _with_signatures(today):
    signed = {int(year): number for year, number in counts.by("year").items() if year != "unknown"}
    # Whatever lies ahead is not signed yet: all of the years to come, and some of this one.
    ahead = states_on(today)[State.UNSIGNED] - sum(signed.pop(year) for year in sorted(signed) if year > today.year)
    signed[today.year] = signed.get(today.year, 0) - ahead
    years = range(today.year, min(signed) - 1, -1)
    return [YearReported(PartialDate(year), _by_section({SIGNATURE: signed.get(year, 0)})) for year in years]


@remembered
def _with_everything(today):
    found = defaultdict(lambda: defaultdict(int))
    for kind, year, number in totals(ON_ONE_DATE, lambda kind: kind.dated(latest__lte=today), "year"):
        found[year][kind] += number
    for year, number in _meetings(today):
        found[year][MEETING] += number
    return [YearReported(PartialDate(year), _by_section(found[year])) for year in sorted(found, reverse=True)]


def _meetings(today):
    """A meeting counts in each of its years."""
    met = MEETING.records().prefetch_related(None).filter(MEETING.dated(latest__lte=today)).order_by()
    for first, last, number in met.values_list("starts_on__year", "ends_on__year").annotate(n=Count("pk")):
        yield from ((year, number) for year in range(first, min(last or first, today.year) + 1))


def _by_section(numbers):
    counted = [(section, sum(numbers.get(kind, 0) for kind in section.kinds)) for section in SECTIONS]
    return [(section, number) for section, number in counted if number]
