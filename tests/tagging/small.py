"""A small world to suggest codes in: three sources of nine duties, a lexicon, samples and strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.codebook import Action, Area, Codebook, Function
from analytics.register import Register
from analytics.tagging.material import Material, assemble_material
from analytics.text.lexicon import COLUMNS as TERM_COLUMNS
from analytics.text.lexicon import Lexicon

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.tagging.views import Encode

SOURCES = {"east": "en", "south": "en", "west": "zh"}
# (function, English, Chinese) of each business; every source words it with its own verbs.
BUSINESSES = (
    ("TAX.VALUE", "customs valuation of goods", "海关估价"),
    ("TAX.ORIGIN", "certificates of origin", "原产地证书"),
    ("LAB.TEST", "laboratory samples", "实验室样品"),
    ("OFF.DUTY", "the night duty roster", "夜间值班"),
)
VERBS = (("Sets rules on", "制定规则", "RULE"), ("Handles", "办理", "EXECUTE"))
OTHER = ("GEN.OTHER", "Carries out other tasks assigned by superiors", "承办上级交办的其他事项")
TERMS = (
    ("customs valuation", "海关估价", "valuation", "TAX.VALUE"),
    ("certificate of origin", "原产地证书", "origin", "TAX.ORIGIN"),
    ("laboratory sample", "实验室样品", "sample", "LAB.TEST"),
    ("duty roster", "值班", "roster", "OFF.DUTY"),
    ("good", "货物", "goods", ""),
)
AREAS = (
    ("TAX", "Border control", ("TAX.VALUE", "Valuation", "估价"), ("TAX.ORIGIN", "Origin", "原产地")),
    ("LAB", "Border control", ("LAB.TEST", "Testing", "化验")),
    ("OFF", "Governance", ("OFF.DUTY", "Duty roster", "值班")),
    ("GEN", "General", ("GEN.MANDATE", "Role", "部门定位"), ("GEN.OTHER", "Other tasks", "其他事项")),
)
CODEBOOK = Codebook(
    version="1",
    areas=tuple(
        Area(code, code, code, group, code != "GEN", tuple(Function(f, code, en, zh) for f, en, zh in functions))
        for code, group, *functions in AREAS
    ),
    actions=tuple(
        Action(code, code, code) for code in ("RULE", "GUIDE", "APPROVE", "EXECUTE", "ANALYSE", "COORDINATE", "MANAGE")
    ),
    conventions=(),
)
LEXICON = Lexicon(pd.DataFrame(TERMS, columns=TERM_COLUMNS, dtype=str))
STRANGERS = (
    ("uni-1", "Teaches poetry to students", "en", "university"),
    ("uni-2", "讲授诗歌课程", "zh", "university"),
    ("zoo-1", "Feeds tigers and monkeys", "en", "zoo"),
    ("zoo-2", "喂养老虎和猴子", "zh", "zoo"),
    ("zoo-3", "Breeds penguins and parrots", "en", "zoo"),
    ("zoo-4", "繁育企鹅和鹦鹉", "zh", "zoo"),
)


def lay_duties() -> pd.DataFrame:
    """Lay out each source's duties: each business under each verb, then the other tasks."""
    rows = []
    for source in SOURCES:
        for unit, (code, english, chinese) in enumerate(BUSINESSES, 1):
            for number, (verb, verb_zh, action) in enumerate(VERBS, 1):
                duty = f"{source}-{unit:02d}-{number:02d}"
                rows.append((duty, f"{verb} {english} in the {source}", f"{verb_zh}{chinese}", code, action))
        rows.append((f"{source}-05-01", OTHER[1], OTHER[2], OTHER[0], "EXECUTE"))
    table = pd.DataFrame(rows, columns=["duty_id", "gist_en", "gist_zh", "functions", "action"], dtype=str)
    unit_ids = table["duty_id"].str.rpartition("-")[0]
    return table.assign(source_id=unit_ids.str.rpartition("-")[0], department_id=unit_ids, note="")


def lay_register() -> Register:
    """Lay out a register of these duties; its units bear the names of their businesses."""
    duties = lay_duties()
    units = list(dict.fromkeys(duties["department_id"]))
    names = dict(enumerate(BUSINESSES, 1))
    departments = pd.DataFrame(
        {
            "department_id": units,
            "name_en": [names[int(u[-1])][1].title() if int(u[-1]) in names else "" for u in units],
            "name_zh": [f"{names[int(u[-1])][2]}处" if int(u[-1]) in names else "" for u in units],
        }
    )
    sources = pd.DataFrame({"source_id": list(SOURCES), "language": list(SOURCES.values())})
    nothing = pd.DataFrame()
    return Register(CODEBOOK, nothing, sources, departments, nothing, duties, nothing)


def lay_strangers(half: str = "tune") -> pd.DataFrame:
    """Lay out duties of a university and a zoo."""
    table = pd.DataFrame(STRANGERS, columns=["text_id", "text", "language", "kind"], dtype=str)
    return table.assign(business="own", half=half)


def lay_samples(*rows: tuple[str, str, str, str], half: str = "tune") -> pd.DataFrame:
    """Lay out samples from (text_id, text, language, functions)."""
    table = pd.DataFrame(rows, columns=["text_id", "text", "language", "functions"], dtype=str)
    return table.assign(unit_id="", unit_name="", action="EXECUTE", half=half)


def lay_material(samples: pd.DataFrame | None = None, strangers: pd.DataFrame | None = None) -> Material:
    return assemble_material(lay_duties(), CODEBOOK, LEXICON, samples, strangers)


def write_data(folder: Path, *, samples: pd.DataFrame | None = None, strangers: pd.DataFrame | None = None) -> Path:
    """Write the lexicon and the labels of the small world."""
    (folder / "labels").mkdir(parents=True)
    LEXICON.table.to_csv(folder / "lexicon.csv", index=False)
    if samples is not None:
        samples.to_csv(folder / "labels" / "unseen.csv", index=False)
    if strangers is not None:
        strangers.to_csv(folder / "labels" / "out_of_domain.csv", index=False)
    return folder


def lay_texts(*rows: tuple[str, str], units: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> pd.DataFrame:
    """Lay out texts to judge from (text, language); `text_id` is their number from 1."""
    table = pd.DataFrame(rows, columns=["text", "language"], dtype=str)
    table.insert(0, "text_id", [str(i) for i in range(1, len(table) + 1)])
    return table.assign(unit_id=list(units) or "", unit_name=list(names) or "")


def count_letters() -> Encode:
    """Give the encoder that counts letters."""
    from tests.matching.small import LetterEncoder

    return LetterEncoder().encode
