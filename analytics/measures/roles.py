"""Roles: who makes the rule for a function and who carries it out, and where the two do not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

KEY = ["holder_id", "code"]
RULES, GUIDES = "RULE", "GUIDE"
ROLES = ("both", "rules", "carries", "guides", "silent")
CASCADES = ("whole", "no_carrier", "no_rule", "silent")
BROKEN = ("no_carrier", "no_rule")
# Why the one side is missing: stated with another action only, or the gap's status.
STATUSES = ("other_action", "absent", "thin", "older_source", "other_level", "unreadable")
UNEXPLAINED = ("absent", "thin")


def measure_roles(grid: pd.DataFrame, stated: pd.DataFrame, actions: Sequence[str]) -> pd.DataFrame:
    """Count what each holder does about each function, and name its role.

    The action of a duty is its first operative verb, and stands for all functions that the duty names
    (codebook). ``RULE`` makes the rule; ``GUIDE`` hands it down; the other five carry it out. A duty that
    makes a rule *and* has it carried out is coded ``RULE``.

    Parameters
    ----------
    grid : DataFrame, one row per (holder, code), in the order wanted
        `holder_id`, `code`.
    stated : DataFrame, one row per (holder, code, duty that states it)
        `holder_id`, `code`, `duty_id`, `action`: the query ``stated_functions``.
    actions : sequence of str
        In the codebook's order.

    Returns
    -------
    DataFrame, one row per (holder, code), zeros included, in the order of `grid`
        `holder_id`, `code`, `n_duties`, a count for each action (``n_rule``, ``n_guide``, …), `actions`
        (those that occur, `;` between), `rules`, `carries` (whether it does), `role`: both (rules and carries
        out), rules, carries, guides (neither), silent.
    """
    counts = stated.pivot_table(index=KEY, columns="action", values="duty_id", aggfunc="nunique", fill_value=0)
    counts = counts.reindex(columns=list(actions), fill_value=0).rename_axis(columns=None)
    table = grid[KEY].merge(counts.reset_index(), on=KEY, how="left")
    table[list(actions)] = table[list(actions)].fillna(0).astype(int)
    n_duties = stated.groupby(KEY)["duty_id"].nunique().rename("n_duties").reset_index()
    table = table.merge(n_duties, on=KEY, how="left").fillna({"n_duties": 0}).astype({"n_duties": int})
    done = table[list(actions)].to_numpy() > 0
    table["actions"] = [";".join(np.array(actions)[row]) for row in done]
    table["rules"] = table[RULES] > 0
    table["carries"] = table[[action for action in actions if action not in {RULES, GUIDES}]].sum(axis=1) > 0
    table["role"] = np.select(
        [table["rules"] & table["carries"], table["rules"], table["carries"], table["n_duties"] > 0],
        ["both", "rules", "carries", "guides"],
        default="silent",
    )
    names = {action: f"n_{action.lower()}" for action in actions}
    return table.rename(columns=names)[[*KEY, "n_duties", *names.values(), "actions", "rules", "carries", "role"]]


def find_cascades(roles: pd.DataFrame, superiors: Mapping[str, Sequence[str]], gaps: pd.DataFrame) -> pd.DataFrame:
    """Find where the rule of a superior office and the work of an office under it do not meet.

    ==========  ======================================================================
    whole       the superior makes the rule, the office carries it out
    no_carrier  the superior makes the rule, the office does not state that it carries it out
    no_rule     the office carries it out, the superior states no rule
    silent      neither
    ==========  ======================================================================

    Seen from the superior, any office under it that carries the function out is enough. A holder that has
    neither a superior nor an office under it in the register has no cascade.

    Why the missing side is missing is its gap's status (`find_gaps`), or ``other_action`` where it states the
    function, but with other actions. Of several offices the first of `STATUSES` counts.

    Parameters
    ----------
    roles : DataFrame
        As `measure_roles` gives it.
    superiors : mapping of str to sequence of str
        The holders that stand over each holder.
    gaps : DataFrame, one row per (holder, code)
        `holder_id`, `code`, `status`.

    Returns
    -------
    DataFrame, one row per (holder, code), in the order of `roles`
        The columns of `roles` with `position` (over, under, or empty: the holder in its cascade), `cascade` (empty
        where there is none), `missing_id` (the holder whose side is missing; empty unless broken), `status` (why;
        empty unless broken).
    """
    held = roles.merge(gaps[[*KEY, "status"]], on=KEY, how="left").set_index(KEY)
    held["why"] = held["status"].mask(held["n_duties"] > 0, "other_action").fillna("absent")
    rows: dict[tuple[str, str], dict[Hashable, Any]] = dict(zip(held.index, held.to_dict("records"), strict=True))
    under: dict[str, list[str]] = {}
    for holder in dict.fromkeys(roles["holder_id"]):
        for superior in superiors.get(holder, []):
            under.setdefault(superior, []).append(holder)
    judged = []
    for holder, code in rows:
        above, below = list(superiors.get(holder, [])), under.get(holder, [])
        if above:
            judged.append(("under", *_judge(rows, code, above, [holder])))
        elif below:
            judged.append(("over", *_judge(rows, code, [holder], below)))
        else:
            judged.append(("", "", "", ""))
    columns = ["position", "cascade", "missing_id", "status"]
    found = pd.DataFrame(judged, columns=columns, dtype=str, index=roles.index)
    return roles.join(found)


def _judge(
    rows: Mapping[tuple[str, str], Mapping[Hashable, Any]], code: str, makers: list[str], carriers: list[str]
) -> tuple[str, str, str]:
    """Name the cascade from makers to carriers, whose side is missing, and why."""
    ruled = any(rows[maker, code]["rules"] for maker in makers)
    carried = any(rows[carrier, code]["carries"] for carrier in carriers)
    if ruled == carried:
        return ("whole" if ruled else "silent"), "", ""
    why = {holder: str(rows[holder, code]["why"]) for holder in (carriers if ruled else makers)}
    missing = min(why, key=lambda holder: STATUSES.index(why[holder]))
    return ("no_carrier" if ruled else "no_rule"), missing, why[missing]


def count_broken(cascades: pd.DataFrame) -> pd.DataFrame:
    """Count for each function the offices in which its cascade is broken and no status explains it.

    Counted are offices under another, where the missing side is ``absent``, ``thin`` or states the function with
    other actions only.

    Returns
    -------
    DataFrame, one row a code
        `code`, `n_no_carrier`, `n_no_rule`; most without a carrier first, then most without a rule, of equals as
        in `cascades`.
    """
    under = cascades.loc[(cascades["position"] == "under") & cascades["status"].isin(("other_action", *UNEXPLAINED))]
    counts = {f"n_{each}": (under["cascade"] == each).groupby(under["code"]).sum() for each in BROKEN}
    table = pd.DataFrame({"code": cascades["code"].unique()})
    for column, found in counts.items():
        table[column] = table["code"].map(found).fillna(0).astype(int)
    return table.sort_values(list(counts), ascending=False, kind="stable", ignore_index=True)


def order_cascades(cascades: pd.DataFrame) -> pd.DataFrame:
    """Put what is broken first: no carrier, then no rule; of these, what nothing explains first."""
    rank = cascades["cascade"].map({each: i for i, each in enumerate((*BROKEN, "silent", "whole", ""))})
    why = cascades["status"].map({status: i for i, status in enumerate(("", *STATUSES))})
    ordered = cascades.assign(_rank=rank, _why=why).sort_values(["_rank", "_why"], kind="stable")
    return ordered.drop(columns=["_rank", "_why"]).reset_index(drop=True)
