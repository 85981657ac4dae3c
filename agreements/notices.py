"""When notice must be given at the latest, as the database counts it."""

from django.db.models import Func

from register.fields import PartialDateField

_MONTHS = "({end} / 10000 * 12 + (CASE {end} / 100 %% 100 WHEN 0 THEN 12 ELSE {end} / 100 %% 100 END) - 1 - {notice})"
_MONTH = f"({_MONTHS} / 12 * 10000 + ({_MONTHS} %% 12 + 1) * 100)"


class NoticeMonth(Func):
    """The month in which notice of an end must be given at the latest: that of its last possible day, less the notice.

    Takes two columns, the end and the months of notice. Written out, so that an index may hold it.
    """

    arity = 2
    output_field = PartialDateField()

    def as_sql(self, compiler, connection, **extra):
        end, notice = (compiler.compile(column)[0] for column in self.get_source_expressions())
        return _MONTH.format(end=end, notice=notice), []
