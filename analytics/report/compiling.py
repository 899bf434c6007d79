"""The report's contents, from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.provenance import cite_store
from analytics.report.answering import describe_alignment, describe_crosswalk
from analytics.report.contents import Report
from analytics.report.covering import describe_coverage, describe_emphasis
from analytics.report.missing import describe_gaps, describe_robustness
from analytics.report.organising import describe_changes, describe_overlap, describe_roles, describe_structure
from analytics.report.scope import open_scope
from analytics.report.sourcing import describe_caveats, describe_method, describe_sources

if TYPE_CHECKING:
    from analytics.store import Store

SECTIONS = (
    describe_sources,
    describe_coverage,
    describe_emphasis,
    describe_gaps,
    describe_robustness,
    describe_alignment,
    describe_crosswalk,
    describe_overlap,
    describe_roles,
    describe_changes,
    describe_structure,
    describe_caveats,
    describe_method,
)


def compile_report(store: Store, *, office: str, peers: tuple[str, ...] = (), language: str = "en") -> Report:
    """Write the contents of the report on one office beside its peers.

    Parameters
    ----------
    store : Store
    office : str
    peers : tuple of str
        All other offices by default.
    language : {'en', 'zh'}

    Returns
    -------
    Report
        The same store and people's decisions give the same report.

    Raises
    ------
    UsageError
        An office or the language is unknown, the office is its own peer, or there is no peer.
    """
    scope = open_scope(store, office=office, peers=peers, language=language)
    built_at = store.meta["built_at"]
    named = scope.join_all([scope.names[peer] for peer in scope.peers])
    n_duties = int(scope.holders["n_comparable"].sum())
    return Report(
        language=language,
        title=scope.caption("title", peers=named),
        subtitle=scope.caption("subtitle", n=n_duties, n_offices=len(scope.holders), date=built_at[:10]),
        summary=scope.word("summary"),
        sections=tuple(section for describe in SECTIONS if (section := describe(scope))),
        source=cite_store(store, scope.selection),
        built_at=built_at,
        undrawn=scope.caption("undrawn"),
        figure=scope.word("figure"),
        table=scope.word("table"),
        page=scope.word("page"),
    )
