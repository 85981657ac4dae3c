"""Meetings that last from one month into another, as the database knows them."""

from django.db.models import Func

from register.fields import PartialDateField


class CarriedOver(Func):
    """The end of what ends in another month than it begins, nothing of other records: there are few such ends.

    Takes two columns, the beginning and the end. Written out, so that an index may hold it.
    """

    arity = 2
    template = "(CASE WHEN {1} / 100 <> {0} / 100 THEN {1} END)"
    output_field = PartialDateField()

    def as_sql(self, compiler, connection, **extra):
        return self.template.format(*(compiler.compile(column)[0] for column in self.get_source_expressions())), []
