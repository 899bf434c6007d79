"""The report's sections on coverage and emphasis."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from analytics.charts import FORMATS, SIGNS, draw_coverage
from analytics.report.contents import Picture, Section, Table
from analytics.report.words import FIGURES
from analytics.report.words import SIGNS as SIGNS_TOLD
from analytics.tables import tabulate_cells

if TYPE_CHECKING:
    import pandas as pd

    from analytics.report.scope import Scope

LABEL_WIDTH = 30
FAR = 1.0  # twice, or half, as much as the mean
HEATMAP_WIDTH = 600


def describe_coverage(scope: Scope) -> Section:
    """Say how much each office states, with the heatmap of shares."""
    cells = _load_cells(scope, "share")
    mine = cells.loc[(cells["holder_id"] == scope.office) & (cells["n_duties"] > 0)]
    figures = _count(scope, cells, scope.office)
    finding = scope.say("coverage", all=len(scope.areas), all_functions=len(scope.functions), **figures)
    sentences = []
    if not mine.empty:
        largest = mine.sort_values("share", ascending=False, kind="stable").iloc[0]
        sentences.append(scope.say("coverage_largest", area=scope.areas[largest["code"]], share=largest["share"]))
    for peer in scope.peers:
        sentences.append(scope.say("coverage_peer", peer=scope.names[peer], **_count(scope, cells, peer)))
    told = scope.caption("coverage_picture", n=figures["n"], all=len(scope.areas))
    return Section(scope.word("coverage"), finding, tuple(sentences), pictures=(_draw(scope, cells, "share", told),))


def describe_emphasis(scope: Scope) -> Section:
    """Say which areas the office stresses, with the heatmap of those in which offices differ most."""
    cells = _load_cells(scope, "emphasis")
    mine = cells.loc[(cells["holder_id"] == scope.office) & (cells["n_duties"] > 0)]
    if mine.empty:
        return Section(scope.word("emphasis"), scope.say("emphasis_none", all=len(scope.areas)))
    n_offices = len(scope.store.query("holders", scope="office"))
    ranked = mine.sort_values("emphasis", kind="stable")
    least, most = ranked.iloc[0], ranked.iloc[-1]
    finding = scope.say("emphasis", area=scope.areas[most["code"]], times=2 ** most["emphasis"], n=n_offices)
    other = scope.say("emphasis_least", area=scope.areas[least["code"]], times=2 ** least["emphasis"])
    stated = cells["n_duties"] > 0
    codes = cells.loc[stated & (cells["emphasis"].abs() >= FAR), "code"].unique()
    shown = cells.loc[cells["code"].isin(codes)].reset_index(drop=True)
    told = scope.caption("emphasis_picture", n=n_offices, shown=len(codes))
    pictures = (_draw(scope, shown, "emphasis", told),) if len(codes) else ()
    return Section(scope.word("emphasis"), finding, (other,), pictures=pictures)


def _load_cells(scope: Scope, figure: str) -> pd.DataFrame:
    cells = tabulate_cells(scope.store, scope.selection, level="area", figure=figure)
    order = {holder: i for i, holder in enumerate(scope.names)}
    cells["_order"] = cells["holder_id"].map(order)
    cells["_code"] = cells["code"].map({code: i for i, code in enumerate(scope.areas)})
    cells = cells.sort_values(["_code", "_order"], kind="stable", ignore_index=True)
    dates = {row["holder_id"]: scope.date(row) for _, row in scope.holders.iterrows()}
    cells["row"] = ["<br>".join(textwrap.wrap(scope.areas[code], LABEL_WIDTH)) for code in cells["code"]]
    cells["column"] = [f"{scope.names[holder]}<br><i>{dates[holder]}</i>" for holder in cells["holder_id"]]
    return cells.assign(hover="")


def _count(scope: Scope, cells: pd.DataFrame, holder: str) -> dict[str, int]:
    """Count the areas, functions and comparable duties of a holder."""
    stated = (cells["holder_id"] == holder) & (cells["n_duties"] > 0)
    functions = (scope.gaps["holder_id"] == holder) & (scope.gaps["n_duties"] > 0)
    n_duties = scope.holders.set_index("holder_id")["n_comparable"]
    return {"n": int(stated.sum()), "n_functions": int(functions.sum()), "n_duties": int(n_duties[holder])}


def _draw(scope: Scope, cells: pd.DataFrame, figure: str, told: str) -> Picture:
    unit = FIGURES[scope.language][figure]
    axes = (scope.word("area"), f"{scope.word('axis_columns')} · {unit}")
    shown = cells.assign(
        text=[
            f"{FORMATS[figure].format(cell['value'])} {SIGNS[cell['status']]}".strip()
            if cell["n_duties"]
            else SIGNS[cell["status"]]
            for cell in cells.to_dict("records")
        ]
    )
    twin = shown.pivot_table(index="code", columns="holder_id", values="text", aggfunc="first", sort=False)
    twin = twin.reindex(columns=list(scope.names))
    rows = [(scope.areas[str(code)], *map(str, texts)) for code, texts in zip(twin.index, twin.to_numpy(), strict=True)]
    return Picture(
        drawing=draw_coverage(cells, figure=figure, axes=axes),
        caption=told,
        note=SIGNS_TOLD[scope.language],
        alt=told,
        twin=Table(told, (scope.word("area"), *scope.names.values()), tuple(rows), (3, *[1] * len(scope.names))),
        width=HEATMAP_WIDTH,
    )
