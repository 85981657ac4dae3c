"""The events of a month are read in order of date and key from an index, and counted in it alone.

That of ends tells as well which of them fall due. On SQLite each index ends with the key, on PostgreSQL only so.
"""

from django.db import migrations, models

from agreements.notices import NoticeMonth
from register.fields import DayOf, Latest
from register.on_database import analysed_on_sqlite, renewed


NOTICES = NoticeMonth("ends_on", "notice_months"), DayOf(Latest("ends_on")), "id"
NOTICED = models.Q(notice_months__isnull=False)


def of_known(name, column, *more):
    known = models.Q(**{f"{column}__isnull": False})
    return renewed("agreement", name, "publication", column, "id", *more, condition=known)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0012_latest_first")]
    operations = [
        *renewed("agreement", "agreement_signature", "publication", "signed_on", "id"),
        *of_known("agreement_end", "ends_on", "terminated_on", "is_signed"),
        *of_known("agreement_entry", "entry_into_force_on"),
        *of_known("agreement_suspension", "suspended_on"),
        *of_known("agreement_termination", "terminated_on"),
        *renewed("agreement", "agreement_notice_month", "publication", *NOTICES, condition=NOTICED),
        *renewed("programme", "programme_end", "publication", "ends_on", "id"),
        analysed_on_sqlite("agreements_agreement", "agreements_programme"),
    ]
