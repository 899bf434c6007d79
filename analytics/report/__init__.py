"""A report to take away: one office beside its peers, as HTML or as a Word document.

`compile_report` gives its contents; `write_report` writes them. Word is loaded only when it is asked for.
"""

from analytics.report.compiling import compile_report
from analytics.report.writing import MIMES, write_report

__all__ = ["MIMES", "compile_report", "write_report"]
