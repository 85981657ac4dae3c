import pytest
from django.utils.translation import override

from register.charts import Columns, Row, bars
from register.templatetags.charts import bar_rows, column_chart, count_rows


def years(first, counts):
    return [Row(str(first + place), str(first + place), count) for place, count in enumerate(counts)]


def test_bars_are_as_long_as_their_share_of_the_longest():
    rows = [Row("a", "A", 8), Row("b", "B", 2), Row("c", "C", 0)]

    assert [(bar.row.label, bar.width) for bar in bars(rows)] == [("A", 100), ("B", 25), ("C", 0)]


def test_nothing_makes_no_bars_and_no_columns():
    assert bars([]) == []
    assert Columns([]).columns == []


def test_columns_stand_on_one_line_and_are_as_high_as_their_share():
    first, second = Columns(years(2019, [1, 4])).columns

    assert (first.x, first.width, first.middle) == (5.0, 40.0, 25.0)
    assert (first.height, first.top) == (40.0, 140.0)
    assert (second.height, second.top, second.count_line) == (160.0, 20.0, 15.0)


def test_a_mirrored_chart_begins_at_the_right():
    first, second = Columns(years(2019, [1, 4]), is_mirrored=True).columns

    assert (first.row.key, first.middle) == ("2019", 75.0)
    assert (second.row.key, second.middle) == ("2020", 25.0)


@pytest.mark.parametrize(
    ("first", "number", "named"),
    [
        (2019, 8, [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]),
        (2011, 16, [2012, 2014, 2016, 2018, 2020, 2022, 2024, 2026]),
        (1997, 30, [2000, 2005, 2010, 2015, 2020, 2025]),
    ],
)
def test_only_so_many_years_are_named_as_fit_on_a_phone(first, number, named):
    columns = Columns(years(first, [1] * number)).columns

    assert [int(column.row.key) for column in columns if column.is_named] == named


def test_decades_are_named_at_whole_steps_whether_by_their_first_year_or_their_last():
    decades = [Row(str(year), "", 1) for year in range(1860, 2030, 10)]
    ends = [Row(str(year), "", 1) for year in [*range(1869, 2020, 10), 2026]]

    assert [c.row.key for c in Columns(decades).columns if c.is_named] == ["1900", "1950", "2000"]
    assert [c.row.key for c in Columns(ends).columns if c.is_named] == ["1909", "1959", "2009"]


def test_all_columns_have_their_number_where_all_fit_and_the_highest_alone_where_not():
    few, many = Columns(years(2011, [9, 0, 3])), Columns(years(1997, [5] * 29 + [120]))

    assert [column.is_counted for column in few.columns] == [True, False, True]
    assert [column.row.count for column in many.columns if column.is_counted] == [120]


@pytest.mark.parametrize(("language", "number"), [("fr", "12\u202f345"), ("ar", "12\u202f345"), ("en", "12,345")])
def test_numbers_have_their_thousands_apart(language, number):
    row = Row("2020", "2020", 12_345, "/")

    with override(language):
        drawn = [bar_rows(bars([row])), count_rows([row]), column_chart(Columns([row]), "Signed")]

    assert [text.count(number) for text in drawn] == [1, 1, 2]
