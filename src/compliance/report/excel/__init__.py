"""A view as a workbook whose scores follow the ratings that a reader types; nothing else imports XlsxWriter."""

from compliance.report.excel.book import workbook

__all__ = ["workbook"]
