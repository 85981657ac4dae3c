"""Which edition of the register a page shows. It changes in the transaction of each write: no copy is ever stale."""

from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache, wraps
from uuid import uuid4

from django.db import InterfaceError, OperationalError, connection, models
from django.utils import timezone

from register.dates import PartialDate
from register.models import Edition, Identity
from register.search.index import at_the_end

# How a mark begins: the moment of the write, UTC.
_MOMENT = "%Y%m%dT%H%M%S-"


def current():
    """The mark of the edition; empty before the first write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM register_edition")
        mark = cursor.fetchone()
    return mark[0] if mark else ""


def current_at_first():
    """The same as the first question of a request: it tells as well as a question of its own, which Django would ask
    before it, whether the connection that was kept still works. Where it does not, a new one is asked.
    """
    connection.health_check_done = True
    try:
        return current()
    except (InterfaceError, OperationalError):
        connection.close()
        return current()


# The mark that a request has read, while it is answered.
of_request = ContextVar("edition of the request", default=None)


def shown():
    """The mark of what is shown: that of the request, or the one that is current."""
    mark = of_request.get()
    return current() if mark is None else mark


def renew(is_written=True):
    """Begin a new edition: of what was written, or of the same told anew.

    A mark begins with the moment of the last write; those of older registers do not.
    """
    moment = f"{timezone.now():{_MOMENT}}" if is_written else _moment_of(current())
    Edition.objects.update_or_create(pk=1, defaults={"mark": f"{moment}{uuid4().hex}"[:32]})


def _moment_of(mark):
    return mark[: mark.find("-") + 1]


def written_at(mark):
    """When what an edition shows was last written, or None where its mark does not tell."""
    moment = _moment_of(mark)
    return datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC) if moment else None


def written_on(mark):
    """The day of that moment where the register is, or None."""
    moment = written_at(mark)
    return moment and PartialDate.of(timezone.localdate(moment))


def follow(*watched):
    """Begin a new edition with every write to these models, and to the many-to-many relations they hold."""

    def written(**kwargs):
        at_the_end(renew)

    for model in watched:
        for signal in (models.signals.post_save, models.signals.post_delete):
            signal.connect(written, sender=model, weak=False)
        for field in model._meta.many_to_many:
            models.signals.m2m_changed.connect(written, sender=field.remote_field.through, weak=False)


def remembered(read):
    """Let ``read`` be asked once for each edition and what it is given: for what stays small in the largest register.

    The edition is that of the request; a write in between makes a new one, for which it is asked again. What is
    answered is shared: nobody changes it.
    """
    kept = lru_cache(maxsize=8)(lambda mark, *given: read(*given))
    return wraps(read)(lambda *given: kept(shown(), *given))


@lru_cache(maxsize=4)
def identity(mark):
    """The identity of the register in an edition."""
    return Identity.objects.first() or Identity()
