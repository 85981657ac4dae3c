"""A yearly report in words: the sentences that open it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.happenings import ENTRY, EXTENSION, MEETING, PROGRAMME_START, SIGNATURE
from agreements.reports.figures import in_force
from agreements.reports.sections import MANDATE_END, MANDATE_START, PROGRAMME_ENDS
from register.dates import PartialDate
from register.templatetags.register import amount


def opening(report):
    """The year in sentences, those that have something to say: what was signed and with whom, then all else."""
    return [sentence for sentence in [_signed(report), _partners(report), *_others(report)] if sentence]


def standing(report):
    """How many agreements were in force when the year began, and when it or the report ended."""
    first, last = in_force(report.states_at_first), in_force(report.states_at_last)
    sentences = [_in_force(report.first_day, first), _in_force(report.until, last)]
    if not first and not last:
        dates = {"first": PartialDate.of(report.first_day), "last": PartialDate.of(report.until)}
        sentences = [_("No agreement is known to have been in force on %(first)s or on %(last)s.") % dates]
    if number := report.without_term:
        sentences.append(
            ngettext(
                "The sources state no term for %(n)s agreement signed by that last day.",
                "The sources state no term for %(n)s agreements signed by that last day.",
                number,
            )
            % {"n": amount(number)}
        )
    return sentences


def _signed(report):
    number, facts = report.count(SIGNATURE), {"year": report.date, "n": amount(report.count(SIGNATURE))}
    if not number:
        return _("No agreement is known to have been signed in %(year)s.") % facts
    sentence = ngettext(
        "In %(year)s, %(n)s agreement was signed.", "In %(year)s, %(n)s agreements were signed.", number
    )
    return sentence % facts


def _partners(report):
    number = 0 if report.signed.is_sampled else report.signed.countries.total
    sentence = ngettext("The partners come from %(n)s country.", "The partners come from %(n)s countries.", number)
    return sentence % {"n": number} if number else ""


def _others(report):
    met, entered, ended = report.count(MEETING), report.count(ENTRY), report.ended
    begun, over = report.count(MANDATE_START), report.count(MANDATE_END)
    started, extended, done = (report.count(PROGRAMME_START), report.count(EXTENSION), report.count(*PROGRAMME_ENDS))
    counted = [
        (met, ngettext("%(n)s meeting was held.", "%(n)s meetings were held.", met)),
        (
            entered,
            ngettext("%(n)s agreement entered into force.", "%(n)s agreements entered into force.", entered),
        ),
        (
            ended,
            ngettext(
                "%(n)s agreement ended, was terminated or was replaced.",
                "%(n)s agreements ended, were terminated or were replaced.",
                ended,
            ),
        ),
        (begun, ngettext("%(n)s mandate in a network began.", "%(n)s mandates in networks began.", begun)),
        (over, ngettext("%(n)s mandate in a network ended.", "%(n)s mandates in networks ended.", over)),
        (started, ngettext("%(n)s programme began.", "%(n)s programmes began.", started)),
        (
            extended,
            ngettext(
                "%(n)s extension of a programme was decided.", "%(n)s extensions of programmes were decided.", extended
            ),
        ),
        (done, ngettext("%(n)s programme came to its end.", "%(n)s programmes came to their end.", done)),
    ]
    return [sentence % {"n": amount(number)} for number, sentence in counted if number]


def _in_force(day, number):
    facts = {"date": PartialDate.of(day), "n": amount(number)}
    if not number:
        return _("On %(date)s no agreement is known to have been in force.") % facts
    sentence = ngettext(
        "On %(date)s, %(n)s agreement was in force.", "On %(date)s, %(n)s agreements were in force.", number
    )
    return sentence % facts
