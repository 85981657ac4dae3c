from agreements.reports.report import Report
from agreements.reports.years import years_reported

__all__ = ["Report", "years_reported"]
