"""What codes and columns are called on the pages, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

FIGURES = {
    "share": "Share of duties",
    "emphasis": "Emphasis",
    "breadth": "Breadth",
    "n_duties": "Duties",
    "n_departments": "Departments",
}
FIGURE_NOTES = {
    "share": "Share of the office's comparable duties that state it. A duty may state several functions.",
    "emphasis": "log₂ of the share against the mean of all compared: +1 is twice the common practice, −1 half.",
    "breadth": "Functions stated, as a share of the functions that the area has.",
    "n_duties": "Number of duties. Documents cut sentences differently: compare shares rather than counts.",
    "n_departments": "Number of departments that state it.",
}
STATUSES = {
    "absent": "Absent",
    "thin": "Thin",
    "older_source": "Older document",
    "other_level": "Other level",
    "unreadable": "Unreadable",
    "present": "Present",
}
STATUS_NOTES = {
    "absent": "no duty states it, peers do, and nothing in the documents explains why",
    "thin": "one duty, or only beside three other functions, or only a section's name",
    "older_source": "stated only in documents younger than this office's",
    "other_level": "a task of the other level, national or regional",
    "unreadable": "the unit that would hold it is vacant, cut off or without text",
    "present": "stated",
}
KINDS = {
    "leadership": "The office's own mandate",
    "department": "Department",
    "affiliate": "Affiliated body",
    "subordinate": "Subordinate customs",
    "society": "Society",
}
SCOPES = {"office": "Offices", "source": "Documents"}
LANGUAGES = {"en": "English", "zh": "中文", "both": "Both"}
COLUMNS = {
    "duty_id": "Duty",
    "office_id": "Office",
    "source_id": "Document",
    "department": "Department",
    "area": "Area",
    "function": "Function",
    "functions": "Functions",
    "action": "Action",
    "gist_en": "Gist",
    "gist_zh": "要旨",
    "wording": "Original wording",
    "note": "Reader's note",
    "status": "Status",
    "n_duties": "Duties",
    "n_departments": "Departments",
    "n_functions": "Functions stated",
    "n_holders": "Stated by",
    "breadth": "Breadth",
    "share": "Share",
    "share_low": "Share, lowest",
    "share_high": "Share, highest",
    "holds": "Under other readings",
    "emphasis": "Emphasis",
    "n_peers": "Peers",
    "peers": "Stated by",
    "nearest_duty_id": "Nearest duty",
    "nearest_score": "Likeness",
    "nearest_gist_en": "It says",
    "nearest_gist_zh": "其内容",
    "reason": "Why",
    "reason_zh": "原因",
    "line": "Line",
    "kind": "Kind of unit",
    "comparable": "Comparable",
    "holder": "Compared",
}


def pick_name(language: str, en: str, zh: str) -> str:
    """Choose a name by language; both together where both are wanted, and the one that there is for want of the other.

    >>> pick_name("en", "Valuation", "估价"), pick_name("both", "Valuation", "估价"), pick_name("en", "", "估价")
    ('Valuation', 'Valuation 估价', '估价')
    """
    if en == zh:
        return en
    return {"en": en or zh, "zh": zh or en}.get(language, f"{en} {zh}".strip())


def name_codes(table: pd.DataFrame, language: str, *, key: str = "code", name: str = "name") -> dict[str, str]:
    """Map each key of a table with `<name>_en` and `<name>_zh` to its name."""
    rows = table[[key, f"{name}_en", f"{name}_zh"]].to_dict("records")
    return {row[key]: pick_name(language, row[f"{name}_en"], row[f"{name}_zh"]) for row in rows}


def list_reason_columns(language: str) -> list[str]:
    """List the columns that say why something is missing, in the languages that are shown.

    >>> list_reason_columns("both")
    ['reason', 'reason_zh']
    """
    return {"en": ["reason"], "zh": ["reason_zh"]}.get(language, ["reason", "reason_zh"])


def list_gist_columns(language: str, *, prefix: str = "gist") -> list[str]:
    """List the gist columns that a language shows.

    >>> list_gist_columns("both")
    ['gist_en', 'gist_zh']
    """
    return {"en": [f"{prefix}_en"], "zh": [f"{prefix}_zh"]}.get(language, [f"{prefix}_en", f"{prefix}_zh"])
