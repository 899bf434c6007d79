"""The report's sections on gaps, and on how far they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures import STATUSES as ORDER
from analytics.measures import VARIANTS, order_gaps, tell_robustness
from analytics.measures.robustness_findings import READINGS
from analytics.report.contents import Section, Table
from analytics.report.words import FRAGILE, STATUSES

if TYPE_CHECKING:
    import pandas as pd

    from analytics.report.scope import Scope

MAX_NAMED = 12
MAX_REAL = 40


def describe_gaps(scope: Scope) -> Section:
    """List every real gap, and count the other functions by status."""
    mine = scope.gaps.loc[scope.gaps["holder_id"] == scope.office]
    real = order_gaps(mine.loc[mine["real"]])
    finding = scope.say("gaps" if len(real) else "gaps_none", n=len(real), all=len(mine))
    peers = scope.join_all([scope.names[peer] for peer in scope.peers])
    sentences = [scope.say("gaps_judged", n=len(scope.peers), peers=peers)]
    tables = [_count_statuses(scope, mine)]
    if len(real):
        sentences.append(scope.say("gaps_fragile", n=int(real["fragile"].sum()), all=len(real)))
        tables.insert(0, _list_real(scope, real))
    return Section(scope.word("gaps"), finding, tuple(sentences), tables=tuple(tables))


def _list_real(scope: Scope, real: pd.DataFrame) -> Table:
    reason = "reason_zh" if scope.language == "zh" else "reason"
    rows = [
        (
            f"{scope.functions[gap['code']]} {FRAGILE if gap['fragile'] else ''}".strip(),
            scope.join([scope.names[peer] for peer in gap["peers"].split(";")]),
            gap[reason],
            f"{gap['nearest_duty_id']} ({gap['nearest_score']:.2f}): {scope.pick(gap, 'nearest_gist')}"
            if isinstance(gap["nearest_duty_id"], str)
            else scope.word("nothing"),
        )
        for gap in real.head(MAX_REAL).to_dict("records")
    ]
    head = tuple(scope.word(key) for key in ("function", "stated_by", "why", "nearest"))
    return Table(scope.caption("gaps_table", n=len(real)), head, tuple(rows), (22, 14, 20, 44))


def _count_statuses(scope: Scope, mine: pd.DataFrame) -> Table:
    rows = []
    for status in reversed(ORDER):
        found = [scope.functions[code] for code in mine.loc[mine["status"] == status, "code"]]
        listed = "" if status in {"present", "absent"} else scope.join(found, most=MAX_NAMED)
        rows.append((STATUSES[scope.language][status], str(len(found)), listed))
    head = tuple(scope.word(key) for key in ("status", "number", "which"))
    return Table(scope.caption("gaps_statuses", all=len(mine)), head, tuple(rows), (26, 12, 62))


def describe_robustness(scope: Scope) -> Section:
    """Say how many gaps and presences rest on one reading of the duties."""
    mine = scope.gaps.loc[scope.gaps["holder_id"] == scope.office]
    real, stated = mine.loc[mine["real"]], mine.loc[mine["n_duties"] > 0]
    rows = [
        (
            READINGS[scope.language][name],
            str(_count_under(real["fragile_under"], name)),
            str(_count_under(stated["shaky_under"], name)),
        )
        for name in VARIANTS
    ]
    head = tuple(scope.word(key) for key in ("reading", "gaps_lost", "stated_lost"))
    table = Table(scope.caption("robustness_table", n=len(VARIANTS)), head, tuple(rows), (60, 20, 20))
    finding = scope.close(tell_robustness(mine, language=scope.language))
    return Section(scope.word("robustness"), finding, tables=(table,))


def _count_under(under: pd.Series, name: str) -> int:
    return sum(name in names.split(";") for names in under)
