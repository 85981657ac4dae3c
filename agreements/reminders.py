"""Who is to be told what falls due: a digest for each person, of the records the person may write, each thing once."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from agreements.due import WORDS, due, open_commitments
from agreements.models import Agreement, Commitment, Meeting, Reminder
from partners.models import Preference
from partners.rights import EVERYWHERE, scope, within
from register.dates import PartialDate
from register.models import Identity

# So many days before an end or a last day of notice a person is told.
BEFORE = (180, 90, 60, 30, 15)
_LATE = gettext_lazy("commitment late since")


@dataclass(frozen=True)
class Item:
    """One thing to tell of an agreement or a meeting: ``days_left`` is negative where it is late.

    ``key`` is the same for the same reminder.
    """

    record: Agreement | Meeting
    words: str
    day: date
    days_left: int
    key: str
    commitment: Commitment | None = None

    @property
    def text(self):
        """What was undertaken, in the language of the digest; empty for an end or a notice."""
        return self.commitment.text if self.commitment else ""

    @property
    def path(self):
        """Where the record stands in the back office, in the language of the digest."""
        return reverse(f"admin:agreements_{self.record._meta.model_name}_change", args=[self.record.pk])

    @property
    def when(self):
        """The day in words, as the language of the digest writes it."""
        return str(PartialDate.of(self.day))


@dataclass
class Digest:
    """What a person is to be told on a day."""

    person: object
    language: str
    items: list = field(default_factory=list)

    @property
    def late(self):
        return [item for item in self.items if item.days_left < 0]

    @property
    def ahead(self):
        return [item for item in self.items if item.days_left >= 0]


def digest_for(person, on):
    """The Digest of a person on the day ``on``, of what the person has not been told yet."""
    found = Digest(person, Preference.of(person).language)
    mine = within(person, "change")
    items = [*_falling_due(Agreement.objects.filter(mine), on)]
    items += [item for model in (Agreement, Meeting) for item in _late_commitments(model.objects.filter(mine), on)]
    told = set(Reminder.objects.filter(person=person).values_list("key", flat=True))
    found.items = [item for item in items if item.key not in told]
    return found


def digests(on):
    """The Digests, none of them empty, of all who have an e-mail address, may write and want to be reminded."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="").order_by("pk")
    for person in people.exclude(preference__is_reminded=False):
        if scope(person, "change") is EVERYWHERE or scope(person, "change"):
            digest = digest_for(person, on)
            if digest.items:
                yield digest


def _falling_due(agreements, on):
    """Each due thing under the nearest horizon that it has come within."""
    for one in due(agreements, on, max(BEFORE)):
        days_left = (one.last_day - on).days
        horizon = min(days for days in BEFORE if days_left <= days)
        key = f"{one.agreement.reference}:{one.what}:{one.last_day}:{horizon}"
        yield Item(one.agreement, WORDS[one.what], one.last_day, days_left, key)


def _late_commitments(records, on):
    """What the agreements or meetings of a queryset undertook, and is late."""
    owner = records.model._meta.model_name
    late = open_commitments().filter(due_on__latest__lt=on, **{f"{owner}__in": records}).select_related(owner)
    for commitment in late:
        record, day = getattr(commitment, owner), commitment.due_on.last_day
        key = f"{record.reference}:commitment:{commitment.pk}:{day}"
        yield Item(record, _LATE, day, (day - on).days, key, commitment)


def message(digest, site):
    """The e-mail of a Digest; ``site`` is the address of the register, such as "https://example.org/"."""
    with override(digest.language):
        identity = Identity.objects.first()
        count = len(digest.items)
        context = {
            "digest": digest,
            "site": site.rstrip("/"),
            "register": identity.name if identity else _("Register of cooperation agreements"),
            "direction": "rtl" if digest.language == "ar" else "ltr",
            "subject": ngettext("%(count)s deadline to look at", "%(count)s deadlines to look at", count)
            % {"count": count},
        }
        mail = EmailMultiAlternatives(
            subject=f"{context['register']} · {context['subject']}",
            body=render_to_string("mail/digest.txt", context),
            to=[digest.person.email],
        )
        mail.attach_alternative(render_to_string("mail/digest.html", context), "text/html")
    return mail


def send(digest, site, now):
    """Send a Digest and remember what was told. Where the mail cannot be sent nothing is remembered; raises OSError."""
    with transaction.atomic():
        Reminder.objects.bulk_create(Reminder(person=digest.person, key=item.key, sent_at=now) for item in digest.items)
        message(digest, site).send()
