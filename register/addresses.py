"""Parts of addresses that are dates: only those that exist, in the one way of writing them."""

from register.dates import FIRST_YEAR, LAST_YEAR


class YearConverter:
    """Four digits, within the years that the register knows."""

    regex = "[0-9]{4}"

    def to_python(self, value):
        if not FIRST_YEAR <= int(value) <= LAST_YEAR:
            raise ValueError(value)
        return int(value)

    def to_url(self, value):
        return f"{value:04}"


class MonthConverter:
    """01 to 12."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:02}"
