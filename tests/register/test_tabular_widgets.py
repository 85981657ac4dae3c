from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from register.dates import PartialDate
from register.tabular import widgets


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 250 000,00", "1250000.00"),
        ("1\u202f250\u00a0000,5", "1250000.5"),
        ("1250000.00", "1250000.00"),
        ("1250", "1250"),
        ("1.250.000,50", "1250000.50"),
        ("1,250,000.50", "1250000.50"),
        ("1.250,50", "1250.50"),
        ("١٢٥٠٫٥", "1250.5"),
        ("-5", "-5"),
    ],
)
def test_amounts_are_read_as_they_are_written_in_morocco(text, amount):
    assert widgets.AmountWidget().clean(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,250", "ambiguous"),
        ("1.250", "ambiguous"),
        ("12 50", "invalid"),
        ("1,2345", "invalid"),
        ("abc", "invalid"),
        ("1e9", "invalid"),
        ("NaN", "invalid"),
    ],
)
def test_an_amount_that_can_be_read_in_two_ways_or_none_is_refused(text, code):
    with pytest.raises(ValidationError) as refused:
        widgets.AmountWidget().clean(text)

    assert refused.value.code == code
    assert f"“{text}”" in refused.value.messages[0]


def test_an_amount_is_written_as_french_spreadsheets_read_it():
    assert widgets.AmountWidget().render(Decimal("2500000")) == "2500000,00"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("05/04/2024", PartialDate(2024, 4, 5)),
        ("2015-11", PartialDate(2015, 11)),
        ("2015", PartialDate(2015)),
        ("", None),
    ],
)
def test_dates_are_read_day_first_and_no_day_is_invented(text, date):
    assert widgets.PartialDateWidget().clean(text) == date


def test_a_day_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match="31/02/2015"):
        widgets.PartialDateWidget().clean("31/02/2015")


def test_a_partial_date_is_written_as_it_is_known():
    assert widgets.PartialDateWidget().render(PartialDate(2015, 11)) == "2015-11"


@pytest.mark.parametrize(("text", "value"), [("Oui", True), ("non", False), ("نعم", True), ("no", False), ("", None)])
def test_yes_and_no_are_read_in_three_languages(text, value):
    assert widgets.YesNoWidget().clean(text) is value


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("12,00", 12), ("", None)])
def test_whole_numbers_are_read(text, value):
    assert widgets.WholeNumberWidget().clean(text) == value


@pytest.mark.parametrize("text", ["-3", "1,5", "douze"])
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(ValidationError, match=f"“{text}”"):
        widgets.WholeNumberWidget().clean(text)


@pytest.mark.parametrize(
    ("written", "cell"), [("2015-11-23", date(2015, 11, 23)), ("2015-11", "2015-11"), ("2015", "2015"), ("", "")]
)
def test_a_typed_cell_holds_a_day_only_where_the_day_is_known(written, cell):
    widget = widgets.PartialDateWidget()

    assert widget.typed(widget.clean(written)) == cell


@pytest.mark.parametrize(
    ("widget", "value", "cell"),
    [
        (widgets.AmountWidget(), Decimal("1250000.50"), Decimal("1250000.50")),
        (widgets.AmountWidget(), None, None),
        (widgets.WholeNumberWidget(), 12, 12),
        (widgets.WholeNumberWidget(), None, None),
        (widgets.YesNoWidget(), True, "oui"),
        (widgets.TextWidget(), " a\r\nb ", "a\nb"),
        (widgets.ChoiceWidget([("a", "Avenant")]), "a", "Avenant"),
    ],
)
def test_a_typed_cell_holds_numbers_as_numbers_and_all_else_as_texts(widget, value, cell):
    assert widget.typed(value) == cell
