"""Gaps: what an office does not state, and why that may be so."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.errors import UsageError

STATUSES = ("absent", "thin", "older_source", "other_level", "unreadable", "present")
KEY = ["holder_id", "code"]
REASONS = {
    "en": {
        "present": "{n} duties state it.",
        "thin_one": "Only one duty states it.",
        "thin_beside": "It stands only beside three or more other functions in the same sentence.",
        "thin_section": "No duty states it; only the name of a section shows it: {section}.",
        "only_level": "Only the {level} level can hold it: {why}",
        "older_source": "Only documents younger than this one ({from_}) state it: {sources}.",
        "older_undated": "Of the documents that state it ({sources}), all with a date are younger than this ({from_}).",
        "unreadable": "The unit that would hold it cannot be read ({state}): {unit}.",
        "other_level": "Only offices of the other level state it: {peers}.",
        "absent": "{n} of {all} peers state it; the documents give no reason.",
        "absent_uncoded": "{n} of {all} peers state it; one of the {uncoded} duties not yet coded may.",
        "absent_undated": "Only documents without a date state it ({sources}): they may be younger than this one.",
        "absent_dateless": "{n} of {all} peers state it; this document bears no date, and may be older than theirs.",
        "absent_nobody": "No peer states it either.",
        "absent_sibling": "Another document of this office states it: {sources}.",
    },
    "zh": {
        "present": "有{n}项职责载明。",
        "thin_one": "仅一项职责载明。",
        "thin_beside": "仅在列有三项以上其他职能的句子中一并提及。",
        "thin_section": "无职责载明，仅内设机构名称有所体现：{section}。",
        "only_level": "只有{level}机关可行使：{why}",
        "older_source": "仅晚于本文件（{from_}）的文件载明：{sources}。",
        "older_undated": "载明该职能的文件（{sources}）中，有日期者均晚于本文件（{from_}）。",
        "unreadable": "应承担该职能的单位无法阅读（{state}）：{unit}。",
        "other_level": "仅另一层级的机关载明：{peers}。",
        "absent": "{all}个对照机关中有{n}个载明；文件未说明原因。",
        "absent_uncoded": "{all}个对照机关中有{n}个载明；本机关尚有{uncoded}项职责未编码，或有载明。",
        "absent_undated": "仅无日期的文件载明（{sources}），可能晚于本文件。",
        "absent_dateless": "{all}个对照机关中有{n}个载明；本文件无日期，可能早于上述文件。",
        "absent_nobody": "对照机关亦均未载明。",
        "absent_sibling": "本机关的另一文件载明：{sources}。",
    },
}
STATES = {
    "en": {"truncated": "its text breaks off", "vacant": "its duties are vacant", "none": "it has no text"},
    "zh": {"truncated": "文本中断", "vacant": "职责暂缺", "none": "无文本"},
}
LEVEL_NAMES = {
    "en": {"national": "national", "regional": "regional"},
    "zh": {"national": "国家级", "regional": "地方"},
}


def find_gaps(
    counts: pd.DataFrame,
    holders: pd.DataFrame,
    codes: pd.DataFrame,
    statements: pd.DataFrame,
    hints: pd.DataFrame,
    *,
    peers: list[str] | None = None,
) -> pd.DataFrame:
    """Give every holder and code a status: whether it is stated, and if not, why that may be so.

    The first that holds decides:

    ``present``      two duties or more state it, at least one of them beside fewer than three others
    ``thin``         one duty, or duties with three other functions or more, or a section's name alone
    ``other_level``  the codebook says that only the other level can hold it
    ``older_source`` every dated document that states it begins after the holder's documents end
    ``unreadable``   the unit that would hold it is vacant, truncated or without text
    ``other_level``  peers state it, none of them of the holder's level
    ``absent``       none of these: a real gap, as far as the documents can tell

    Parameters
    ----------
    counts : DataFrame, one row per (holder, code), zeros included
        The query ``coverage``: `holder_id`, `office_id`, `source_id`, `code`, `n_duties`, `n_dedicated`.
    holders : DataFrame, one row a holder
        The query ``holders``: `holder_id`, `office_id`, `source_id`, `level`, `valid_from`, `valid_to`, `n_uncoded`
        (duties without codes).
    codes : DataFrame, one row a code
        The query ``codes``: `code`, `only_level`, `level_reason`, `level_reason_zh`.
    statements : DataFrame, one row per (code, document that states it)
        The query ``statements``: `code`, `source_id`, `office_id`, `valid_from`.
    hints : DataFrame, one row per (holder, code, hint)
        The query ``hints``: `holder_id`, `code`, `hint`, `name_en`, `name_zh`, `text_status`.
    peers : list of str, optional
        The holders to compare with; all others by default. A holder is never its own peer.

    Returns
    -------
    DataFrame, one row per (holder, code), in the order of `counts`
        `holder_id`, `code`, `office_id`, `source_id`, `status`, `real` (absent, while a peer states it in a
        document with a date, the holder's has one too, no other document of the office states it, and all duties of
        the holder are coded), `n_duties`, `n_peers` (peers that state it), `n_all_peers`, `peers` (their ids, `;`
        between), and what the reason is made of: `case`, `sources`, `unit_en`, `unit_zh`, `text_status`,
        `only_level`, `level_reason`, `level_reason_zh`, `valid_to`, `n_uncoded`.

    Raises
    ------
    UsageError
        A peer is unknown.
    """
    compared = _list_peers(holders, peers)
    table = counts[[*KEY, "office_id", "source_id", "n_duties", "n_dedicated"]]
    table = table.merge(
        holders[["holder_id", "level", "valid_from", "valid_to", "n_uncoded"]], on="holder_id", how="left"
    )
    table = table.merge(codes[["code", "only_level", "level_reason", "level_reason_zh"]], on="code", how="left")
    table = _add_peers(table, compared)
    table = _add_hints(_add_documents(table, statements), hints)
    table["case"] = _judge(table)
    return _shape(table)


def _list_peers(holders: pd.DataFrame, peers: list[str] | None) -> list[str]:
    known = list(holders["holder_id"])
    if unknown := sorted(set(peers or []) - set(known)):
        raise UsageError(f"There is no {unknown[0]!r} to compare with; use {', '.join(known)}.")
    return peers or known


def _add_peers(table: pd.DataFrame, peers: list[str]) -> pd.DataFrame:
    """Add who of the peers states each code, and whether one of the holder's level does."""
    stating = table.loc[(table["n_duties"] > 0) & table["holder_id"].isin(peers), [*KEY, "level"]]
    by_code = _gather(stating, "holder_id", "level")
    others = [
        [(peer, level) for peer, level in by_code.get(code, []) if peer != holder]
        for holder, code in zip(table["holder_id"], table["code"], strict=True)
    ]
    table["peers"] = [";".join(peer for peer, _ in found) for found in others]
    table["n_peers"] = [len(found) for found in others]
    table["n_all_peers"] = [len(set(peers) - {holder}) for holder in table["holder_id"]]
    stated = table["n_duties"] > 0
    n_level = stated.groupby([table["code"], table["level"]]).transform("sum")
    table["same_level"] = (n_level - stated) > 0
    return table


def _gather(table: pd.DataFrame, *columns: str) -> dict[str, list[tuple[str, ...]]]:
    """Gather the rows of each code, in their order."""
    by_code: dict[str, list[tuple[str, ...]]] = {}
    for code, *row in zip(table["code"], *(table[column] for column in columns), strict=True):
        by_code.setdefault(code, []).append(tuple(row))
    return by_code


def _add_documents(table: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Add the documents that state each code, whether all are younger, and the office's own other ones."""
    by_code = _gather(statements, "source_id", "office_id", "valid_from")
    found = [by_code.get(code, []) for code in table["code"]]
    table["sources"] = [";".join(source for source, _, _ in documents) for documents in found]
    dated = [[start for _, _, start in documents if start] for documents in found]
    younger = [
        bool(starts) and bool(end) and all(_begins_after(start, end) for start in starts)
        for starts, end in zip(dated, table["valid_to"], strict=True)
    ]
    table["all_younger"] = pd.Series(younger, index=table.index, dtype=bool)
    table["all_undated"] = [bool(documents) and not starts for documents, starts in zip(found, dated, strict=True)]
    table["some_undated"] = [len(starts) < len(documents) for documents, starts in zip(found, dated, strict=True)]
    table["siblings"] = [
        ";".join(source for source, owner, _ in documents if owner == office and source not in own.split(";"))
        for documents, office, own in zip(found, table["office_id"], table["source_id"], strict=True)
    ]
    return table


def _add_hints(table: pd.DataFrame, hints: pd.DataFrame) -> pd.DataFrame:
    """Add the section whose name shows each code, and the unreadable unit that would hold it."""
    told = ["name_en", "name_zh", "text_status"]
    for hint in ("section", "unreadable"):
        found = hints.loc[hints["hint"] == hint, [*KEY, *told]]
        table = table.merge(found.rename(columns={column: f"{hint}_{column}" for column in told}), on=KEY, how="left")
    return table


def _begins_after(start: str, end: str) -> bool:
    """Compare dates at the precision they share.

    >>> _begins_after("2018-04", "2018-03"), _begins_after("2018", "2018-03")
    (True, False)
    """
    length = min(len(start), len(end))
    return start[:length] > end[:length]


def _judge(table: pd.DataFrame) -> np.ndarray:
    """Name each row's case: its status, with the reason's kind after an underscore; the first that holds."""
    stated = table["n_duties"] > 0
    cases = {
        "thin_beside": stated & (table["n_dedicated"] == 0),
        "thin_one": stated & (table["n_duties"] == 1),
        "present": stated,
        "thin_section": table["section_name_en"].notna(),
        "only_level": (table["only_level"] != "")
        & (table["only_level"] != table["level"])
        & ~table["same_level"].astype(bool),
        "older_undated": table["all_younger"] & table["some_undated"],
        "older_source": table["all_younger"],
        "unreadable": table["unreadable_name_en"].notna(),
        "other_level": (table["n_peers"] > 0) & ~table["same_level"].astype(bool),
        "absent_sibling": table["siblings"] != "",
        "absent_uncoded": (table["n_peers"] > 0) & (table["n_uncoded"] > 0),
        "absent_dateless": (table["n_peers"] > 0) & (table["valid_from"] == "") & (table["valid_to"] == ""),
        "absent_undated": (table["n_peers"] > 0) & table["all_undated"],
        "absent": table["n_peers"] > 0,
    }
    return np.select([each.to_numpy(dtype=bool) for each in cases.values()], list(cases), default="absent_nobody")


def _shape(table: pd.DataFrame) -> pd.DataFrame:
    status = table["case"].replace({"only_level": "other_level", "older_undated": "older_source"})
    status = status.where(status.isin(STATUSES), status.map(lambda case: case.partition("_")[0]))
    section = table["case"] == "thin_section"
    shaped = table.assign(
        status=status,
        real=table["case"] == "absent",
        unit_en=table["section_name_en"].where(section, table["unreadable_name_en"]).fillna(""),
        unit_zh=table["section_name_zh"].where(section, table["unreadable_name_zh"]).fillna(""),
        text_status=table["unreadable_text_status"].fillna(""),
        sources=table["siblings"].where(table["case"] == "absent_sibling", table["sources"]),
    )
    columns = ["office_id", "source_id", "status", "real", "n_duties", "n_peers", "n_all_peers", "peers", "case"]
    facts = [
        "sources",
        "unit_en",
        "unit_zh",
        "text_status",
        "only_level",
        "level_reason",
        "level_reason_zh",
        "valid_to",
        "n_uncoded",
    ]
    return shaped[[*KEY, *columns, *facts]]


def explain_gaps(gaps: pd.DataFrame, *, language: str = "en") -> pd.Series:
    """Say in a sentence why each row has its status.

    Parameters
    ----------
    gaps : DataFrame
        As `find_gaps` gives it.
    language : {'en', 'zh'}

    Returns
    -------
    Series of str, aligned with `gaps`
    """
    reasons, states, levels = REASONS[language], STATES[language], LEVEL_NAMES[language]
    sentences = [
        reasons[row["case"]].format(
            n=row["n_duties"] if row["case"] == "present" else row["n_peers"],
            all=row["n_all_peers"],
            section=row[f"unit_{language}"],
            unit=row[f"unit_{language}"],
            level=levels.get(row["only_level"], ""),
            why=row["level_reason_zh" if language == "zh" else "level_reason"],
            from_=row["valid_to"],
            sources=row["sources"].replace(";", ", "),
            peers=row["peers"].replace(";", ", "),
            state=states.get(row["text_status"], ""),
            uncoded=row["n_uncoded"],
        )
        for row in gaps.to_dict("records")
    ]
    return pd.Series(sentences, index=gaps.index, dtype=str)


def order_gaps(gaps: pd.DataFrame) -> pd.DataFrame:
    """Put gaps in the order of reading: by status as in `STATUSES`, then the widest practice first."""
    rank = gaps["status"].map({status: i for i, status in enumerate(STATUSES)})
    ordered = gaps.assign(_rank=rank).sort_values(["_rank", "n_peers"], ascending=[True, False], kind="stable")
    return ordered.drop(columns="_rank").reset_index(drop=True)


def rank_gaps(gaps: pd.DataFrame, *, quorum: int = 2) -> pd.DataFrame:
    """Keep the real gaps that at least `quorum` peers fill, the most telling first.

    Parameters
    ----------
    gaps : DataFrame
        As `find_gaps` gives it, with `nearest_score` (0 to 1).
    quorum : int
        How many peers must state the code.

    Returns
    -------
    DataFrame, the rows that are `real`
        Widest practice first; among equals the one whose nearest duty is farthest, then by ids.
    """
    real = gaps.loc[gaps["real"] & (gaps["n_peers"] >= quorum)]
    order = ["n_peers", "nearest_score", "holder_id", "code"]
    return real.sort_values(order, ascending=[False, True, True, True], ignore_index=True)
