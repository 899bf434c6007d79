"""Where figures come from, in a line that travels with every picture, report and bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics import __version__
from analytics.tables import tabulate_holders

if TYPE_CHECKING:
    from collections.abc import Hashable

    from analytics.selection import Selection
    from analytics.store import Store

MAX_NAMED = 6
LINES = {
    "en": "Duty Atlas {version} · {holders} · store {store}",
    "zh": "Duty Atlas {version} · {holders} · 数据版本 {store}",
}
MORE = {"en": "{named} and {n} more", "zh": "{named}等另 {n} 个"}
FILTERED = " · {filters}"
NOW = {"en": "now", "zh": "今"}


def cite_store(store: Store, selection: Selection, *, link: str = "") -> str:
    """Say what figures were made from: program, offices with the years of their documents, store, filters.

    Parameters
    ----------
    store : Store
    selection : Selection
        Names the offices; in Chinese where its language is Chinese.
    link : str
        The part of the page's link that sets its filters; left out where empty.

    Returns
    -------
    str
        One line.
    """
    language = selection.telling
    holders = tabulate_holders(store, selection).to_dict("records")
    named = (", " if language == "en" else "、").join(date_holder(row, language) for row in holders[:MAX_NAMED])
    if len(holders) > MAX_NAMED:
        named = MORE[language].format(named=named, n=len(holders) - MAX_NAMED)
    line = LINES[language].format(version=__version__, holders=named, store=store.fingerprint[:8])
    return line + FILTERED.format(filters=link) if link else line


def date_holder(holder: dict[Hashable, str], language: str) -> str:
    """Name an office or a document with the years that its text speaks of.

    >>> lanzhou = {"short_en": "Lanzhou", "short_zh": "兰州", "valid_from": "2005", "valid_to": "2013"}
    >>> date_holder(lanzhou, "en"), date_holder(lanzhou | {"valid_to": ""}, "zh")
    ('Lanzhou 2005–2013', '兰州 2005–今')
    """
    name = holder[f"short_{language}"] or holder["short_zh" if language == "en" else "short_en"]
    first, last = holder["valid_from"][:4] or "?", holder["valid_to"][:4] or NOW[language]
    return f"{name} {first}–{last}"
