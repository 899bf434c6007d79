"""The report's sections on shared functions, rules and their carrying out, change, and likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.charts import draw_changes
from analytics.measures import order_cascades, tell_changes, tell_overlap, tell_roles, tell_similarity, tell_tree
from analytics.measures.names import map_names
from analytics.report.contents import Picture, Section, Table
from analytics.report.words import CHANGES
from analytics.reviews import read_decisions
from analytics.selection import Selection
from analytics.tables import (
    list_superiors,
    tabulate_changes,
    tabulate_overlap,
    tabulate_roles,
    tabulate_similarity,
    tabulate_structure,
    tabulate_successions,
)

if TYPE_CHECKING:
    import pandas as pd

    from analytics.report.scope import Scope

N_SHARED, N_BROKEN = 8, 10
UNEXPLAINED = ("absent", "thin")
OTHER_ACTION = "other_action"
QUOTED = "“{name}”"


def describe_overlap(scope: Scope) -> Section:
    """Say which functions several departments of the office share."""
    table = tabulate_overlap(scope.store, scope.selection)
    mine = table.loc[table["holder_id"] == scope.office]
    shared = mine.loc[mine["fragmented"]].sort_values("n_units", ascending=False, kind="stable").head(N_SHARED)
    if shared.empty:
        return Section(scope.word("overlap"), scope.say("overlap_none", all=int((mine["n_units"] > 0).sum())))
    told = tell_overlap(mine, scope.holders, scope.store.query("codes", level="function"), language=scope.language)
    same = mine["same"].str.split(";").explode()
    n_same = same.loc[same != ""].nunique()
    pairs = scope.say("overlap_pairs", n=int(mine["n_overlaps"].sum()), same=n_same)
    n_units = table.set_index(["holder_id", "code"])["n_units"]
    rows = [
        (
            scope.functions[row["code"]],
            *[str(n_units[holder, row["code"]]) for holder in scope.names],
            f"{row['herfindahl']:.2f}",
            str(row["n_overlaps"]),
            str(row["n_same"]),
        )
        for row in shared.to_dict("records")
    ]
    head = (scope.word("function"), *scope.names.values(), *map(scope.word, ("herfindahl", "overlaps", "same")))
    widths = (30, *[10] * len(scope.names), 13, 13, 13)
    listed = Table(scope.caption("overlap_table", n=len(rows)), head, tuple(rows), widths)
    return Section(scope.word("overlap"), scope.close(told[0]), (pairs,), tables=(listed,))


def describe_roles(scope: Scope) -> Section:
    """Say how far the rules of the superior office and the work of the others meet."""
    everyone = scope.store.query("holders", scope="office")
    superiors = list_superiors(scope.store, everyone).get(scope.office, [])
    shown = tuple(dict.fromkeys([*superiors, scope.office, *scope.peers]))
    cascades = tabulate_roles(scope.store, Selection(offices=shown, language=scope.language))
    mine = cascades.loc[cascades["holder_id"] == scope.office]
    if not (mine["position"] != "").any():
        return Section(scope.word("roles"), scope.say("roles_alone"))
    named = map_names(everyone, key="holder_id", name="short", language=scope.language)
    told = [scope.close(sentence) for sentence in tell_roles(cascades, everyone, language=scope.language)[:2]]
    broken = order_cascades(mine.loc[mine["cascade"] == "no_carrier"])
    if not superiors:
        n_rules = int(mine["rules"].sum())
        told.append(scope.say("roles_over", n=len(broken), rules=n_rules))
        tables = (_list_broken(scope, broken, "roles_table_over"),) if len(broken) else ()
        return Section(scope.word("roles"), told[0], tuple(told[1:]), tables=tables)
    superior = named[superiors[0]]
    told.insert(0, _tell_office(scope, cascades, mine, superiors[0], superior))
    tables = (_list_broken(scope, broken, "roles_table", superior=superior),) if len(broken) else ()
    return Section(scope.word("roles"), told[0], tuple(told[1:]), tables=tables)


def _tell_office(scope: Scope, cascades: pd.DataFrame, mine: pd.DataFrame, superior_id: str, superior: str) -> str:
    ruled = cascades.loc[(cascades["holder_id"] == superior_id) & cascades["rules"], "code"]
    under = mine.loc[mine["code"].isin(ruled)]
    missing = under.loc[~under["carries"], "status"]
    return scope.say(
        "roles_office",
        superior=superior,
        n=len(under),
        whole=int(under["carries"].sum()),
        other=int((missing == OTHER_ACTION).sum()),
        unexplained=int(missing.isin(UNEXPLAINED).sum()),
    )


def _list_broken(scope: Scope, broken: pd.DataFrame, told: str, **figures: str) -> Table:
    actions = scope.store.query("actions").set_index("action")[f"name_{scope.language}"]
    reason = "reason_zh" if scope.language == "zh" else "reason"
    rows = [
        (
            scope.functions[row["code"]],
            scope.join([actions[action] for action in row["actions"].split(";") if action]) or scope.word("nothing"),
            row[reason] or scope.word("other_action"),
        )
        for row in broken.head(N_BROKEN).to_dict("records")
    ]
    head = tuple(scope.word(key) for key in ("function", "states", "why"))
    caption = scope.caption(told, n=len(rows), all=len(broken), **figures)
    return Table(caption, head, tuple(rows), (30, 25, 45))


def describe_changes(scope: Scope) -> Section | None:
    """Say what the younger document of an office over or among those compared states anew; none without one."""
    decisions = read_decisions()
    everyone = scope.store.query("holders", scope="office")
    superiors = list_superiors(scope.store, everyone).get(scope.office, [])
    shown = Selection(offices=(scope.office, *superiors, *scope.peers))
    successions = tabulate_successions(scope.store, shown, decisions=decisions)
    if successions.empty:
        return None
    changes = tabulate_changes(scope.store, shown, decisions=decisions)
    codes = scope.store.query("codes", level="function")
    told = tell_changes(changes, successions, scope.documents, codes, language=scope.language)
    finding, *others = [scope.close(sentence) for sentence in told]
    first = successions.iloc[0]
    mine = changes.loc[(changes["older_id"] == first["older_id"]) & (changes["newer_id"] == first["newer_id"])]
    gained = mine.loc[mine["change"] == "gained", "code"]
    if len(gained):
        names = [QUOTED.format(name=scope.functions[code]) for code in gained]
        others[0] = scope.say("changes_named", n=len(gained), names=scope.join(names))
    if first["office_id"] == scope.office:
        return Section(scope.word("changes"), finding, tuple(others), pictures=(_draw_changes(scope, mine),))
    stated = scope.gaps.loc[(scope.gaps["holder_id"] == scope.office) & (scope.gaps["n_duties"] > 0), "code"]
    newer = scope.source_names[first["newer_id"]]
    others.insert(1, scope.say("changes_new", n=int(gained.isin(stated).sum()), all=len(gained), newer=newer))
    return Section(scope.word("changes"), finding, tuple(others))


def _draw_changes(scope: Scope, changes: pd.DataFrame) -> Picture:
    first = changes.iloc[0]
    names = {"older": scope.source_names[first["older_id"]], "newer": scope.source_names[first["newer_id"]]}
    told = scope.caption("changes_picture", n=len(changes), **names)
    parts = changes.groupby(["area", "change"], sort=False).size().rename("n").reset_index()
    order = {area: i for i, area in enumerate(scope.areas)}
    parts = parts.sort_values("area", key=lambda areas: areas.map(order), kind="stable", ignore_index=True)
    parts["row"] = parts["area"].map(scope.areas)
    kinds = CHANGES[scope.language]
    drawing = draw_changes(parts.assign(hover=""), names=kinds, axis=scope.word("axis"))
    rows = [(part["row"], kinds[part["change"]], str(part["n"])) for part in parts.to_dict("records")]
    head = tuple(scope.word(key) for key in ("area", "status", "number"))
    return Picture(drawing, told, "", told, Table(told, head, tuple(rows), (50, 35, 15)))


def describe_structure(scope: Scope) -> Section:
    """Say how alike the offices compared share out their duties, and their departments."""
    table = tabulate_similarity(scope.store, scope.selection)
    known = table.dropna(subset="similarity")
    if known.empty:
        return Section(scope.word("structure"), scope.say("structure_none", n=len(scope.names)))
    finding = scope.close(tell_similarity(table, scope.holders, language=scope.language))
    kin = tabulate_structure(scope.store, scope.selection)
    compared = (kin["nearest_id"] != "").any()
    tree = (scope.close(tell_tree(kin, language=scope.language)),) if compared else ()
    rows = [
        (
            f"{scope.names[row['holder_id']]} · {scope.names[row['other_id']]}",
            f"{row['similarity']:.2f}",
            f"{row['low']:.2f}–{row['high']:.2f}",
        )
        for row in known.to_dict("records")
    ]
    head = tuple(scope.word(key) for key in ("pair", "similarity", "interval"))
    listed = Table(scope.caption("structure_table", n=len(scope.names)), head, tuple(rows), (50, 25, 25))
    return Section(scope.word("structure"), finding, tree, tables=(listed,))
