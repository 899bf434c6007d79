"""What can go wrong, said so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class AtlasError(Exception):
    """Any error that Duty Atlas explains; pages and the command line catch this one only."""


class UsageError(AtlasError):
    """A call asks for something that is not offered."""


class StoreError(AtlasError):
    """The store is missing, damaged, or written by another version."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with the data: where it stands, what it is, how to mend it.

    Parameters
    ----------
    file : str
        The file, as named below the data folder.
    row : int
        The line in the file, the header being line 1; 0 where the whole file is meant.
    column : str
        The column, or an empty string.
    what : str
        What is wrong, with the value.
    remedy : str
        What to do about it.
    """

    file: str
    row: int
    column: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return the problem as one line.

        >>> print(Problem("duties.csv", 3, "action", "'ACT' is no action", "use one of RULE, GUIDE"))
        duties.csv, row 3, action: 'ACT' is no action. Remedy: use one of RULE, GUIDE.
        """
        place = self.file if not self.row else f"{self.file}, row {self.row}"
        place = f"{place}, {self.column}" if self.column else place
        return f"{place}: {self.what}. Remedy: {self.remedy}."


class DataError(AtlasError):
    """The data are wrong; `problems` says where, a line each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
