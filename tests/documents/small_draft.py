"""A draft small enough to be checked by hand."""

from __future__ import annotations

import pandas as pd

from analytics.documents.drafts import DUTY_COLUMNS, LEFT_OUT_COLUMNS, SUGGESTION_COLUMNS, Draft
from analytics.register import SCHEMAS

TEXTS = {
    "x-01-01": "Sets duty rates; checks origin.",
    "x-01-02": "Keeps the seal.",
    "x-01-03": "Values goods.",
    "x-02-01": "Runs the canteen.",
}
PLACES = [(0, 31, 1), (32, 47, 2), (48, 61, 3), (78, 95, 5)]
LEFT_OUT = [(62, 77, 4, "Guards the gate", "line that is no sentence"), (96, 108, 6, "Phone 555 01", "contact")]


def lay_draft() -> Draft:
    """Give a draft of two units and four duties, with one stretch left out between the units and one at the end."""
    confidence = [0.95, 0.6, 0.95, 0.95]
    empty = dict.fromkeys(DUTY_COLUMNS, "")
    duties = [
        empty | {"duty_id": duty_id, "text": text, "confidence": sure}
        for (duty_id, text), sure in zip(TEXTS.items(), confidence, strict=True)
    ]
    hints = [
        ["x-01-01", "TAX.POLICY;TAX.ORIGIN", "0.90;0.60", "0.90", "RULE", "0.80", "False", "duty rates→TAX.POLICY", ""],
        ["x-01-02", "OFF.RECORDS", "0.70", "0.70", "MANAGE", "0.60", "False", "", "lanzhou-02-01=0.83"],
        ["x-01-03", "", "", "", "", "", "True", "", ""],
        ["x-02-01", "OFF.RECEPTION", "0.40", "0.40", "MANAGE", "0.50", "False", "", ""],
    ]
    unit = dict.fromkeys(SCHEMAS["departments.csv"].columns, "") | {"source_id": "x", "kind": "department"}
    office = dict.fromkeys(SCHEMAS["offices.csv"].columns, "") | {"office_id": "x", "level": "regional"}
    source = dict.fromkeys(SCHEMAS["sources.csv"].columns, "") | {"source_id": "x", "office_id": "x", "language": "en"}
    source |= {"script": "Latn", "sha256": "0" * 64, "short_en": "x", "short_zh": "x"}
    source |= {"dating": "not yet", "dating_zh": "未定", "completeness": "not yet", "completeness_zh": "未定"}
    return Draft(
        offices=pd.DataFrame([office | dict.fromkeys(["name_en", "name_zh", "short_en", "short_zh"], "x")]),
        sources=pd.DataFrame([source | dict.fromkeys(["title_en", "title_zh"], "About us")]),
        departments=pd.DataFrame(
            [
                unit | {"department_id": "x-01", "ordinal": 1, "name_en": "Tariff", "name_status": "stated"},
                unit | {"department_id": "x-02", "ordinal": 2, "name_status": "missing"},
            ]
        ),
        sections=pd.DataFrame(columns=list(SCHEMAS["sections.csv"].columns)),
        segments=pd.DataFrame(
            [(key, *place) for key, place in zip(TEXTS, PLACES, strict=True)],
            columns=["duty_id", "start", "end", "line"],
        ),
        duties=pd.DataFrame(duties, columns=list(DUTY_COLUMNS)),
        suggestions=pd.DataFrame(hints, columns=list(SUGGESTION_COLUMNS)),
        left_out=pd.DataFrame(LEFT_OUT, columns=list(LEFT_OUT_COLUMNS)),
    )
