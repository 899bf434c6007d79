"""The report's sections on counterparts of duties and of departments."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from analytics.charts import draw_crosswalk
from analytics.measures import measure_answers
from analytics.report.contents import Picture, Section, Table
from analytics.report.words import RELATIONS
from analytics.reviews import read_decisions
from analytics.tables import tabulate_crosswalk

if TYPE_CHECKING:
    from analytics.report.scope import Scope

N_EXAMPLES, N_OPEN = 4, 4
UNMATCHED = "unmatched"
HALF = 0.5
OTHERS = "others"
MAX_COLUMNS, MAX_ROWS, MAX_OTHERS = 22, 24, 4
LABEL_WIDTH, HEAD_LENGTH = 30, 24


def describe_alignment(scope: Scope) -> Section:
    """Say how many duties are answered, with examples side by side."""
    title, pairs = scope.word("alignment"), scope.alignment
    if pairs.empty:
        return Section(title, scope.say("alignment_none"))
    answered = set(pairs.loc[pairs["accepted"], "subject_id"])
    n_all = pairs["subject_id"].nunique()
    rest = n_all - len(answered)
    finding = scope.say("alignment", n=len(answered), all=n_all, rest=rest)
    tables = [_count_answers(scope)]
    if answered:
        tables.append(_show_examples(scope))
    if rest:
        tables.append(_show_open(scope, pairs.loc[~pairs["subject_id"].isin(answered)], rest))
    return Section(title, finding, tables=tuple(tables))


def _count_answers(scope: Scope) -> Table:
    answers = measure_answers(scope.alignment)
    rows = [
        (
            scope.source_names[row["subject_source"]],
            scope.source_names[row["object_source"]],
            str(row["n_duties"]),
            str(row["n_answered"]),
            f"{row['share']:.0%}",
        )
        for row in answers.to_dict("records")
    ]
    head = tuple(scope.word(key) for key in ("document", "answered_by", "duties", "answered", "share"))
    return Table(
        scope.caption("alignment_table", n=answers["object_source"].nunique()), head, tuple(rows), (30, 30, 14, 14, 12)
    )


def _show_examples(scope: Scope) -> Table:
    """Show the most certain pairs, one a department and peer document."""
    pairs = scope.alignment.loc[scope.alignment["accepted"]]
    ranked = pairs.sort_values(["probability", "subject_id", "object_id"], ascending=[False, True, True])
    ranked = ranked.drop_duplicates("subject_department").drop_duplicates("object_department").head(N_EXAMPLES)
    rows = [
        (
            f"{pair['subject_id']}: {scope.pick(pair, 'subject_gist')}",
            f"{pair['object_id']}: {scope.pick(pair, 'object_gist')}",
            f"{RELATIONS[scope.language][pair['relation']]}, {pair['probability']:.0%}",
        )
        for pair in ranked.to_dict("records")
    ]
    head = (scope.mine, scope.word("answered_by"), scope.word("relation"))
    return Table(scope.caption("alignment_examples", n=len(rows)), head, tuple(rows), (44, 44, 12))


def _show_open(scope: Scope, pairs: pd.DataFrame, rest: int) -> Table:
    """Show duties without a counterpart, those first whose best candidate is the least likely."""
    best = pairs.groupby("subject_id")["probability"].max()
    duties = pairs.drop_duplicates("subject_id").assign(best=pairs["subject_id"].map(best))
    duties = duties.sort_values(["best", "subject_id"]).drop_duplicates(["subject_gist_en", "subject_gist_zh"])
    rows = [
        (
            f"{duty['subject_id']}: {scope.pick(duty, 'subject_gist')}",
            scope.departments[duty["subject_department"]],
            scope.join([scope.functions.get(code, code) for code in duty["subject_functions"].split(";")]),
        )
        for duty in duties.head(N_OPEN).to_dict("records")
    ]
    head = tuple(scope.word(key) for key in ("duty", "department", "functions"))
    return Table(scope.caption("alignment_open", n=len(rows), rest=rest), head, tuple(rows), (50, 22, 28))


def describe_crosswalk(scope: Scope) -> Section:
    """Say which department answers to which, in a picture for one peer and a table for all."""
    crosswalk = tabulate_crosswalk(scope.store, scope.selection, decisions=read_decisions())
    source, other = _choose_sources(scope)
    departments = scope.store.query("departments")
    mine = departments.loc[departments["source_id"] == source, "department_id"]
    crosswalk = crosswalk.loc[crosswalk["subject_department"].isin(mine)]
    cells = crosswalk.loc[crosswalk["object_source"] == other].reset_index(drop=True)
    title, peer = scope.word("crosswalk"), scope.source_names[other]
    matched = cells.loc[cells["object_department"] != UNMATCHED]
    if matched.empty:
        return Section(title, scope.say("crosswalk_none", peer=peer))
    spread = matched["subject_department"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    n_all = cells["subject_department"].nunique()
    shown = _keep_largest(scope, list(dict.fromkeys(cells["subject_department"])))
    cells, crosswalk = (table.loc[table["subject_department"].isin(shown)] for table in (cells, crosswalk))
    n_units = int((departments["source_id"] == other).sum())
    widest = scope.departments[str(spread.index[0])]
    n_equals = int((spread == spread.iloc[0]).sum())
    kind = "crosswalk_equals" if n_equals > 1 else "crosswalk"
    finding = scope.say(kind, department=widest, n=int(spread.iloc[0]), peer=peer, all=n_units, n_equals=n_equals)
    n_mostly = matched.loc[matched["share"] >= HALF, "subject_department"].nunique()
    mostly = scope.say("crosswalk_mostly", n=n_mostly, all=n_all, peer=peer)
    table = _list_first(scope, crosswalk, n_all, len(shown))
    return Section(
        title,
        finding,
        (mostly,),
        pictures=(_draw(scope, cells.reset_index(drop=True), n_all, peer),),
        tables=(table,),
        pictures_last=True,
    )


def _keep_largest(scope: Scope, departments: list[str]) -> set[str]:
    """Keep the departments with most duties, as many as a page holds."""
    n_duties = scope.store.query("aligned_duties")["department_id"].value_counts()
    return set(sorted(departments, key=lambda each: (-n_duties.get(each, 0), each))[:MAX_ROWS])


def _choose_sources(scope: Scope) -> tuple[str, str]:
    """Choose the office's document with most departments, and the peers' that answers most of its duties."""
    units = dict(zip(scope.sources["source_id"], scope.sources["n_departments"], strict=True))
    source = max(scope.list_sources(scope.office), key=lambda each: units[each])
    answers = measure_answers(scope.alignment.loc[scope.alignment["subject_source"] == source])
    answers = answers.loc[answers["object_source"].map(units) > 0]
    listed = [other for other in scope.list_sources(*scope.peers) if units[other] > 0]
    first = listed or scope.list_sources(*scope.peers)
    ranked = answers.sort_values("n_answered", ascending=False, kind="stable")["object_source"]
    return source, str([*ranked, *first][0])


def _draw(scope: Scope, cells: pd.DataFrame, n_all: int, peer: str) -> Picture:
    n_rows = cells["subject_department"].nunique()
    told = scope.caption("crosswalk_picture", n=n_rows, all=n_all, peer=peer)
    drawn, n_others = _fold_columns(
        cells.rename(columns={"subject_department": "code", "object_department": "holder_id"})
    )
    others = scope.word("units").format(n=n_others)
    names = {**scope.departments, OTHERS: others, UNMATCHED: scope.word("unmatched")}
    drawn["row"] = ["<br>".join(textwrap.wrap(names[code], LABEL_WIDTH)) for code in drawn["code"]]
    drawn["column"] = [_shorten(names[each]) for each in drawn["holder_id"]]
    drawing = draw_crosswalk(drawn.assign(hover=""), axes=(scope.mine, f"{scope.word('axis_crosswalk')} · {peer} · %"))
    rows = [
        (names[cell["code"]], names[cell["holder_id"]], f"{cell['share']:.0%}") for cell in drawn.to_dict("records")
    ]
    head = tuple(scope.word(key) for key in ("department", "answered_by", "share"))
    return Picture(drawing, told, "", told, Table(told, head, tuple(rows), (45, 45, 10)))


def _shorten(name: str) -> str:
    """Cut a name for a column's head; Chinese has no words to cut between.

    >>> _shorten("Office of Ideological and Political Work")
    'Office of Ideological …'
    """
    if len(name) <= HEAD_LENGTH:
        return name
    return f"{name[:HEAD_LENGTH].rpartition(' ')[0] or name[: HEAD_LENGTH - 1]} …"


def _fold_columns(cells: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Keep the columns that answer most, in the documents' order, and add the others up in one; say how many."""
    matched = cells.loc[cells["holder_id"] != UNMATCHED]
    totals = matched.groupby("holder_id")["share"].sum().sort_values(ascending=False, kind="stable")
    if len(totals) <= MAX_COLUMNS:
        return cells, 0
    kept = {*totals.index[:MAX_COLUMNS], UNMATCHED}
    folded = cells.assign(holder_id=cells["holder_id"].where(cells["holder_id"].isin(kept), OTHERS))
    folded = folded.groupby(["code", "holder_id"], sort=False)["share"].sum().reset_index()
    return folded, len(totals) - MAX_COLUMNS


def _list_first(scope: Scope, crosswalk: pd.DataFrame, n_all: int, n_shown: int) -> Table:
    """List for each department the one of each peer document that answers most of it."""
    found = crosswalk.loc[(crosswalk["object_department"] != UNMATCHED) & (crosswalk["rank"] == 1)]
    kept = found["object_source"].value_counts().sort_values(ascending=False, kind="stable").index[:MAX_OTHERS]
    others = [other for other in scope.list_sources(*scope.peers) if other in kept]
    told = {
        (row["subject_department"], row["object_source"]): (
            f"{scope.departments[row['object_department']]} ({row['share']:.0%})"
        )
        for row in found.to_dict("records")
    }
    rows = [
        (
            scope.departments[department],
            *[told.get((department, other), scope.word("unmatched")) for other in others],
        )
        for department in dict.fromkeys(crosswalk["subject_department"])
    ]
    head = (scope.mine, *[scope.source_names[other] for other in others])
    return Table(scope.caption("crosswalk_table", n=n_shown, all=n_all), head, tuple(rows), (30, *[24] * len(others)))
