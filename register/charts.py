"""Charts drawn on the server. Lengths along the line of reading are percentages, heights are pixels."""

from dataclasses import dataclass

# Of the drawing area, and of what stands above and beneath it: the tallest number and the names of the columns.
HEIGHT, ABOVE, BENEATH = 160, 20, 24
# The narrowest chart, on a phone, and what one digit takes there, in pixels.
NARROWEST, DIGIT = 340, 9
# As many four-digit names stand side by side there.
MOST_NAMES = 8
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000)


@dataclass(frozen=True)
class Row:
    """One counted thing: its key in addresses and files, its name, its number, where its records are listed."""

    key: str
    label: str
    count: int
    url: str = ""


@dataclass(frozen=True)
class Bar:
    row: Row
    width: float


def bars(rows):
    """Each row with the width of its bar, in percent of the longest."""
    longest = max((row.count for row in rows), default=0) or 1
    return [Bar(row, round(row.count * 100 / longest, 2)) for row in rows]


@dataclass(frozen=True)
class Column:
    row: Row
    x: float
    width: float
    height: float
    is_named: bool
    is_counted: bool

    @property
    def top(self):
        return round(ABOVE + HEIGHT - self.height, 1)

    @property
    def middle(self):
        return round(self.x + self.width / 2, 2)

    @property
    def count_line(self):
        return round(self.top - 5, 1)


class Columns:
    """Counts by year or by decade, in the order of time, from right to left where reading goes so; keys are years.

    Every row keeps its place. Only so many are named, at whole steps, as fit on a phone; where the numbers of all
    would collide there, only the highest have theirs.
    """

    baseline, height, name_line = ABOVE + HEIGHT, ABOVE + HEIGHT + BENEATH, ABOVE + HEIGHT + BENEATH - 5

    def __init__(self, rows, is_mirrored=False):
        self.highest = max((row.count for row in rows), default=0) or 1
        self.pitch = 100 / max(len(rows), 1)
        self.years = 10 if len(rows) > 1 and int(rows[1].key) - int(rows[0].key) == 10 else 1
        self.step = _step([int(row.key) // self.years for row in rows])
        self.has_all_counts = len(rows) * (DIGIT * len(f"{self.highest:,}") + 3) <= NARROWEST
        from_left = reversed(rows) if is_mirrored else rows
        columns = [self._column(place * self.pitch, row) for place, row in enumerate(from_left)]
        self.columns = columns[::-1] if is_mirrored else columns

    @property
    def has_links(self):
        return any(column.row.url for column in self.columns)

    def _column(self, left, row):
        return Column(
            row=row,
            x=round(left + self.pitch * 0.1, 2),
            width=round(self.pitch * 0.8, 2),
            height=round(row.count * HEIGHT / self.highest, 1),
            is_named=int(row.key) // self.years % self.step == 0,
            is_counted=row.count > 0 and (self.has_all_counts or row.count == self.highest),
        )


def _step(numbers):
    """The smallest whole step that leaves at most ``MOST_NAMES`` of the years or decades."""
    return next(step for step in STEPS if sum(number % step == 0 for number in numbers) <= MOST_NAMES)
