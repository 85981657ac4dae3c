from agreements.agenda.month import Month
from agreements.agenda.year import Year

__all__ = ["Month", "Year"]
