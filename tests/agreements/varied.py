"""Agreements with every mixture of dates and rules, and the days on which something changes for them."""

from datetime import date, timedelta
from itertools import product

from tests import factories


def varied_agreements():
    signed = [None, "2014", "2015-11", "2016-02-29"]
    ends = [None, "2018", "2019-02", "2020-02", "2021-06-30"]
    stops = [
        {},
        {"suspended_on": "2018-04"},
        {"terminated_on": "2019-09-15"},
        {"suspended_on": "2017", "terminated_on": "2020"},
    ]
    rules = ["not_stated", "none", "express", "tacit"]
    entries = [None, "2016", "2016-04", "2016-03-01", None]
    for number, (signed_on, ends_on) in enumerate(product(signed, ends)):
        facts = {"entry_into_force_on": entries[number % 5], "renewal": rules[number % 4], **stops[number // 2 % 4]}
        yield factories.agreement(signed_on=signed_on, ends_on=ends_on, **facts)
    for renewal, entry in product(rules, [None, "2015-12"]):
        yield factories.agreement(entry_into_force_on=entry, ends_on="2019-06", renewal=renewal)
    yield factories.agreement(is_signed=False, ends_on="2018")


DATES = ["signed_on", "entry_into_force_on", "ends_on", "suspended_on", "terminated_on"]


def boundaries(agreements):
    """Each day on which something changes for some agreements, and the day before it."""
    last = {known.last_day for row in agreements for name in DATES if (known := getattr(row, name))}
    turning = last | {day + timedelta(1) for day in last} | {day - timedelta(180) for day in last if day.year > 1000}
    return sorted(turning | {day - timedelta(1) for day in turning if day > date(1000, 1, 1)})
