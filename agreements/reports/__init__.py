from agreements.reports.figures import is_large
from agreements.reports.report import Report
from agreements.reports.years import years_reported

__all__ = ["Report", "is_large", "years_reported"]
