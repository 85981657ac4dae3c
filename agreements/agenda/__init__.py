from agreements.agenda.day import Day
from agreements.agenda.month import Month
from agreements.agenda.year import Year

__all__ = ["Day", "Month", "Year"]
