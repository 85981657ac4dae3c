"""Columns that every floor uses: partial dates and permanent references."""

from datetime import date

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest, Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from register.dates import PartialDate


def to_partial_date(value):
    """A PartialDate from one, a date, a typed text or nothing. Raises ValidationError."""
    if value is None or isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate.of(value)
    return PartialDate.parse(str(value)) if str(value).strip() else None


class _DayNumberField(models.IntegerField):
    """A YYYYMMDD number that may be compared with dates and partial dates."""

    def get_prep_value(self, value):
        return super().get_prep_value(_number(value))


def _number(value):
    if value is None or isinstance(value, int) or hasattr(value, "resolve_expression"):
        return value
    if isinstance(value, date):
        return value.year * 10000 + value.month * 100 + value.day
    found = to_partial_date(value)
    return None if found is None else int(found)


DATE_HELP = _("2015, 11/2015, November 2015 or 23/11/2015, the day first.")


class PartialDateFormField(forms.CharField):
    """One text box that takes a day, a month or a year in fr, ar or en."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value):
        return value.edtf if isinstance(value, PartialDate) else value

    def to_python(self, value):
        return to_partial_date(super().to_python(value))

    def has_changed(self, initial, data):
        try:
            return to_partial_date(initial) != to_partial_date(data)
        except ValidationError:
            return True


class PartialDateField(models.Field):
    """A date known to the day, the month or the year, in one integer column (see PartialDate).

    ``__lte=day`` compares the first possible day, ``__latest__lte=day`` the last possible one:
    ``ends_on__latest__lt=day`` is true only where the whole of what is known lies before the day.
    """

    description = _("Date known to the day, the month or the year")

    def get_internal_type(self):
        return "IntegerField"

    def from_db_value(self, value, expression, connection):
        return None if value is None else PartialDate.from_number(value)

    def to_python(self, value):
        return to_partial_date(value)

    def get_prep_value(self, value):
        return _number(super().get_prep_value(value))

    def value_to_string(self, obj):
        value = self.to_python(self.value_from_object(obj))
        return None if value is None else value.edtf

    def formfield(self, **kwargs):
        return super().formfield(
            **{
                "form_class": PartialDateFormField,
                "help_text": self.help_text or DATE_HELP,
                **kwargs,
            }
        )


@PartialDateField.register_lookup
class YearOf(models.Transform):
    lookup_name = "year"
    output_field = models.IntegerField()
    template = "(%(expressions)s / 10000)"


@PartialDateField.register_lookup
class MonthOf(models.Transform):
    """1 to 12, or 0 where only the year is known."""

    lookup_name = "month"
    output_field = models.IntegerField()
    template = "(%(expressions)s / 100 %%%% 100)"


@PartialDateField.register_lookup
@_DayNumberField.register_lookup
class DayOf(models.Transform):
    """1 to 31, or 0 where only the month or the year is known."""

    lookup_name = "day"
    output_field = models.IntegerField()
    template = "(%(expressions)s %%%% 100)"


@PartialDateField.register_lookup
class Latest(models.Transform):
    """The last possible day, as a YYYYMMDD number: that of the month or of the year where the day is not known."""

    lookup_name = "latest"
    output_field = _DayNumberField()
    last_day = """(CASE
        WHEN {n} %% 10000 = 0 THEN {n} + 1231
        WHEN {n} %% 100 > 0 THEN {n}
        WHEN {n} / 100 %% 100 IN (4, 6, 9, 11) THEN {n} + 30
        WHEN {n} / 100 %% 100 <> 2 THEN {n} + 31
        WHEN {n} / 10000 %% 4 = 0 AND ({n} / 10000 %% 100 <> 0 OR {n} / 10000 %% 400 = 0) THEN {n} + 29
        ELSE {n} + 28 END)"""

    def as_sql(self, compiler, connection, **extra):
        number, params = compiler.compile(self.lhs)
        return self.last_day.replace("{n}", f"({number})"), [*params] * self.last_day.count("{n}")


@models.IntegerField.register_lookup
class Among(models.Lookup):
    """``pk__among=keys``: as ``in``, for hundreds of whole numbers, which are sent as one value and read as such.

    As so many parameters they take longer to be written and parsed than to be looked up. Give a set: of a list or a
    tuple Django resolves each key by itself.
    """

    lookup_name = "among"
    on_sqlite = "{} IN (SELECT value FROM json_each(%s))"
    # A constant, so that each row is looked up in a table of the keys.
    on_postgresql = "{} = ANY(%s::bigint[])"

    def get_prep_lookup(self):
        return ",".join(str(int(key)) for key in self.rhs)

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return self.on_postgresql.format(column), [*params, f"{{{self.rhs}}}"]
        return self.on_sqlite.format(column), [*params, f"[{self.rhs}]"]


class ReferenceField(models.CharField):
    """A permanent public reference (``prefix`` and a number), given on the first write and never given again.

    The copy of the field in a history table is not unique and counts for nothing.
    """

    def __init__(self, prefix, **kwargs):
        self.prefix = prefix
        super().__init__(**{"max_length": 20, "blank": True, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.prefix, *args], kwargs

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        models.signals.pre_save.connect(self._count_raw, sender=cls)

    def _count_raw(self, instance, raw, **kwargs):
        """loaddata writes what the file holds and asks no field: count its references then too."""
        if raw:
            self.pre_save(instance, add=True)

    def pre_save(self, instance, add):
        model, reference = type(instance), getattr(instance, self.attname)
        if not reference:
            setattr(instance, self.attname, self._next(model))
        elif add and self.unique and not instance.__dict__.pop("_reference_is_counted", False):
            self._count(self._number(reference))
        return super().pre_save(instance, add)

    def give(self, instances):
        """References for all new rows that have none, and the others counted, in one go before they are inserted."""
        without = [instance for instance in instances if not getattr(instance, self.attname)]
        given = [self._number(getattr(i, self.attname)) for i in instances if getattr(i, self.attname)]
        self._count(max(given, default=0))
        if without:
            last = self._count(self._last(type(without[0])), step=len(without))
            for number, instance in enumerate(without, start=last - len(without) + 1):
                setattr(instance, self.attname, self._written(number))
        for instance in instances:
            instance._reference_is_counted = True

    def _number(self, reference):
        prefix, _dash, number = reference.rpartition("-")
        return int(number) if prefix == self.prefix and number.isdecimal() else 0

    def _written(self, number):
        return f"{self.prefix}-{number:04}"

    def _next(self, model):
        return self._written(self._count(self._last(model), step=1))

    def _last(self, model):
        """The highest number that a row bears, whatever the counter says."""
        last = (
            model._default_manager.filter(**{f"{self.attname}__startswith": f"{self.prefix}-"})
            .order_by(Length(self.attname).desc(), f"-{self.attname}")
            .values_list(self.attname, flat=True)
            .first()
        )
        return self._number(last) if last else 0

    @transaction.atomic
    def _count(self, at_least, step=0):
        """Move the counter to ``at_least`` or beyond, then by ``step``; return where it stands."""
        counters = apps.get_model("register", "ReferenceCounter").objects
        counters.get_or_create(prefix=self.prefix)
        counters.filter(prefix=self.prefix).update(last=Greatest(F("last"), at_least) + step)
        return counters.get(prefix=self.prefix).last


class ChangeMomentField(models.DateTimeField):
    """The moment of the last write; unlike ``auto_now`` it also has a value when loaddata writes the row."""

    def __init__(self, **kwargs):
        super().__init__(**{"default": timezone.now, "editable": False, **kwargs})

    def pre_save(self, instance, add):
        setattr(instance, self.attname, timezone.now())
        return getattr(instance, self.attname)
