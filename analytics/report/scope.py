"""Whom a report is about, whom they are compared with, and what everything is called in its language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analytics.errors import UsageError
from analytics.measures.names import OTHER, map_names
from analytics.report.sentences import caption, close, say
from analytics.report.words import WORDS
from analytics.reviews import read_decisions
from analytics.selection import Selection
from analytics.tables import tabulate_alignment, tabulate_gaps, tabulate_holders

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

    from analytics.store import Store

MAX_LISTED = 8
MAX_PEERS = 6  # more columns no page can hold


@dataclass(frozen=True)
class Scope:
    """One office beside its peers, in one language; `open_scope` makes it.

    Attributes
    ----------
    store : Store
    office : str
    peers : tuple of str
        In the register's order.
    language : {'en', 'zh'}
    """

    store: Store
    office: str
    peers: tuple[str, ...]
    language: str

    @cached_property
    def selection(self) -> Selection:
        """The filters that pass the offices compared."""
        return Selection(offices=(self.office, *self.peers), language=self.language)

    @cached_property
    def holders(self) -> pd.DataFrame:
        """The offices compared, the report's own first."""
        return self._order(tabulate_holders(self.store, self.selection))

    @cached_property
    def documents(self) -> pd.DataFrame:
        """Every document in the store."""
        return self.store.query("holders", scope="source")

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The documents of the offices compared, the office's own first."""
        sources = self.store.query("sources")
        return self._order(sources.loc[sources["office_id"].isin(self.selection.offices)])

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The functions of the offices compared, the gaps judged against the peers."""
        return tabulate_gaps(self.store, self.selection, peers=list(self.peers))

    @cached_property
    def alignment(self) -> pd.DataFrame:
        """The office's duties with their candidates in the peers' documents."""
        return tabulate_alignment(
            self.store,
            self.selection,
            subjects=self.list_sources(self.office),
            objects=self.list_sources(*self.peers),
            decisions=read_decisions(),
        )

    @cached_property
    def names(self) -> dict[str, str]:
        """The short names of the offices compared."""
        return map_names(self.holders, key="holder_id", name="short", language=self.language)

    @cached_property
    def source_names(self) -> dict[str, str]:
        """The short names of all documents."""
        return map_names(self.documents, key="holder_id", name="short", language=self.language)

    @cached_property
    def functions(self) -> dict[str, str]:
        """The names of all functions."""
        return self._name_codes("function")

    @cached_property
    def areas(self) -> dict[str, str]:
        """The names of all areas."""
        return self._name_codes("area")

    @cached_property
    def departments(self) -> dict[str, str]:
        """The names of all departments."""
        names = map_names(self.store.query("departments"), key="department_id", name="name", language=self.language)
        return {department: name or department for department, name in names.items()}

    @property
    def mine(self) -> str:
        """The office's short name."""
        return self.names[self.office]

    def list_sources(self, *offices: str) -> list[str]:
        """List the documents of offices."""
        return self.sources.loc[self.sources["office_id"].isin(offices), "source_id"].to_list()

    def say(self, key: str, /, **figures: object) -> str:
        """Write a sentence of the report; the office's name is given."""
        return say(self.language, key, **{"office": self.mine, **figures})

    def caption(self, key: str, /, **figures: object) -> str:
        """Write a sentence without its full stop; the office's name is given."""
        return caption(self.language, key, **{"office": self.mine, **figures})

    def close(self, sentence: str) -> str:
        """Give a sentence its full stop."""
        return close(self.language, sentence)

    def word(self, key: str) -> str:
        """Give a word of the report."""
        return WORDS[self.language][key]

    def join(self, names: list[str], *, most: int = MAX_LISTED) -> str:
        """Write names one after the other; of many, the first and how many more."""
        between = self.word("between")
        if len(names) <= most:
            return between.join(names)
        return self.word("and_more").format(names=between.join(names[:most]), n=len(names) - most)

    def join_all(self, names: list[str]) -> str:
        """Write all names one after the other, as in a sentence."""
        *others, last = names
        return self.word("last").join([self.word("between").join(others), last]) if others else last

    def pick(self, row: Mapping[Hashable, str], column: str) -> str:
        """Give a text of a row in the report's language; the other stands in for one that is missing."""
        return row[f"{column}_{self.language}"] or row[f"{column}_{OTHER[self.language]}"]

    def date(self, row: pd.Series) -> str:
        """Write the years of a document."""
        return f"{row['valid_from'] or '?'}–{row['valid_to'] or self.word('now')}"

    def _name_codes(self, level: str) -> dict[str, str]:
        codes = self.store.query("codes", level=level)
        return map_names(codes, key="code", name="name", language=self.language)

    def _order(self, holders: pd.DataFrame) -> pd.DataFrame:
        order = {office: i for i, office in enumerate(self.selection.offices)}
        return holders.sort_values("office_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


def open_scope(store: Store, *, office: str, peers: tuple[str, ...] = (), language: str = "en") -> Scope:
    """Choose an office, its peers and a language.

    Parameters
    ----------
    peers : tuple of str
        By default the first six other offices, drafts only where there is nothing else.

    Raises
    ------
    UsageError
        An office or the language is unknown, the office is its own peer, or there is no peer, or more than six.
    """
    holders = store.query("holders", scope="office")
    offices = list(holders["holder_id"])
    for each in (office, *peers):
        if each not in offices:
            raise UsageError(f"There is no office {each!r}; use one of {', '.join(offices)}.")
    if office in peers:
        raise UsageError(f"{office!r} cannot be its own peer; leave it out of the peers.")
    if len(set(peers)) > MAX_PEERS:
        raise UsageError(f"A report compares an office with at most {MAX_PEERS} peers, not {len(set(peers))}.")
    if language not in WORDS:
        raise UsageError(f"There is no report language {language!r}; use one of {', '.join(WORDS)}.")
    others = holders.loc[holders["holder_id"] != office]
    settled = list(others.loc[~others["draft"], "holder_id"]) or list(others["holder_id"])
    wanted = peers or settled[:MAX_PEERS]
    chosen = tuple(each for each in offices if each in wanted)
    if not chosen:
        raise UsageError(f"The store holds {office!r} alone: there is no peer to compare it with.")
    return Scope(store, office, chosen, language)
