"""A small world to align: three sources of three or four duties, a lexicon, and readers' labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.codebook import Action, Area, Codebook, Function
from analytics.matching.alignment import align_sources, learn_matcher
from analytics.matching.channels import Reference
from analytics.matching.labels import COLUMNS as LABEL_COLUMNS
from analytics.matching.labels import Labels
from analytics.matching.texts import DutyTexts, gather_texts
from analytics.register import Register
from analytics.text.language import simplify
from analytics.text.lexicon import COLUMNS as TERM_COLUMNS
from analytics.text.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Duty = tuple[str, str, str, str, str]
Label = tuple[str, str, str, str, str]

COMPARABLE = frozenset({"TAX.LEVY", "TAX.VALUE", "LAB.TEST", "OFF.WATCH"})
EAST: tuple[Duty, ...] = (
    ("east-01-01", "Collects import duties", "征收进口税款", "TAX.LEVY", "EXECUTE"),
    ("east-01-02", "Examines the value of goods", "审查货物价格", "TAX.VALUE", "EXECUTE"),
    ("east-02-01", "Tests samples in the laboratory", "实验室化验样品", "LAB.TEST", "EXECUTE"),
    ("east-02-02", "Does other tasks about duties", "承办税款其他事项", "GEN.OTHER;TAX.LEVY", "EXECUTE"),
)
SOUTH: tuple[Duty, ...] = (
    (
        "south-01-01",
        "Sets rules on duties and on the value of goods",
        "制定税款和货物价格规则",
        "TAX.LEVY;TAX.VALUE",
        "RULE",
    ),
    ("south-01-02", "Keeps watch at night", "夜间值班", "OFF.WATCH", "MANAGE"),
    ("south-02-01", "Tests goods in a laboratory", "实验室化验货物", "LAB.TEST", "EXECUTE"),
)
WEST: tuple[Duty, ...] = (
    ("west-01-01", "Collects duties on imports", "征收进口货物税款", "TAX.LEVY", "EXECUTE"),
    ("west-01-02", "Checks the value of goods", "核查货物价格", "TAX.VALUE", "EXECUTE"),
    ("west-02-01", "Runs the watch at night", "安排夜间值班", "OFF.WATCH", "MANAGE"),
)
DUTIES = EAST + SOUTH + WEST
# A source of another world: nothing in it answers to a duty above.
NORTH: tuple[Duty, ...] = (
    ("north-01-01", "Plants trees along the river", "沿河植树", "OFF.WATCH", "MANAGE"),
    ("north-01-02", "Breeds fish in ponds", "池塘养鱼", "LAB.TEST", "RULE"),
)
TERMS = (
    ("import duty", "进口税款", "duty", "TAX.LEVY"),
    ("duty", "税款", "duty", "TAX.LEVY"),
    ("value of goods", "货物价格", "value", "TAX.VALUE"),
    ("laboratory", "实验室", "laboratory", "LAB.TEST"),
    ("night", "夜间", "night", ""),
    ("watch", "值班", "watch", "OFF.WATCH"),
)
# Readers judged five duties to tune on and one to test on, each against the other two sources.
LABELS: tuple[Label, ...] = (
    ("east-01-01", "south", "south-01-01", "broad", "tune"),
    ("east-01-01", "west", "west-01-01", "exact", "tune"),
    ("east-01-02", "south", "south-01-01", "broad", "tune"),
    ("east-01-02", "west", "west-01-02", "exact", "tune"),
    ("south-02-01", "east", "east-02-01", "exact", "tune"),
    ("south-02-01", "west", "", "none", "tune"),
    ("west-01-01", "east", "east-01-01", "exact", "tune"),
    ("west-01-01", "south", "south-01-01", "broad", "tune"),
    ("west-02-01", "east", "", "none", "tune"),
    ("west-02-01", "south", "south-01-02", "close", "tune"),
    ("south-01-02", "east", "", "none", "test"),
    ("south-01-02", "west", "west-02-01", "close", "test"),
)
NO_VECTORS = pd.DataFrame({"fingerprint": [], "text_hash": [], "vector": []})
CODEBOOK = Codebook(
    version="1",
    areas=tuple(
        Area(
            code=area,
            en=area,
            zh=area,
            group="All",
            comparable=area != "GEN",
            functions=tuple(Function(code, area, code, code) for code in codes),
        )
        for area, codes in (
            ("TAX", ("TAX.LEVY", "TAX.VALUE")),
            ("LAB", ("LAB.TEST",)),
            ("OFF", ("OFF.WATCH",)),
            ("GEN", ("GEN.OTHER",)),
        )
    ),
    actions=tuple(Action(code, code, code) for code in ("RULE", "EXECUTE", "MANAGE")),
    conventions=(),
)


class LetterEncoder:
    """An encoder small enough to follow: it counts each character, by its number modulo `dim`."""

    name, dim, fingerprint = "letters", 32, "letters-1"

    def encode(self, texts: Sequence[str], language: str) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for letter in simplify(text) if language == "zh" else text:
                row[ord(letter) % self.dim] += 1
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def lay_duties(*rows: Duty) -> pd.DataFrame:
    """Lay out duties as the register holds them: source and department follow from the id."""
    table = pd.DataFrame(rows, columns=["duty_id", "gist_en", "gist_zh", "functions", "action"], dtype=str)
    department = [duty.rpartition("-")[0] for duty in table["duty_id"]]
    return table.assign(source_id=[each.rpartition("-")[0] for each in department], department_id=department, note="")


def lay_lexicon(*rows: tuple[str, str, str, str]) -> Lexicon:
    return Lexicon(pd.DataFrame(rows, columns=TERM_COLUMNS, dtype=str))


def lay_labels(*rows: Label) -> Labels:
    return Labels(pd.DataFrame(rows, columns=LABEL_COLUMNS, dtype=str))


def lay_register(*rows: Duty) -> Register:
    """Lay out a register of which nothing but codebook, sources and duties is filled; the west writes Chinese."""
    empty, duties = pd.DataFrame(), lay_duties(*rows)
    sources = duties[["source_id"]].drop_duplicates(ignore_index=True)
    sources["language"] = ["zh" if source == "west" else "en" for source in sources["source_id"]]
    return Register(CODEBOOK, empty, sources, empty, empty, duties, empty)


def write_data(folder: Path, labels: Sequence[Label] = LABELS) -> Path:
    """Write what `match_duties` reads beside the register: lexicon and labels."""
    (folder / "labels").mkdir(parents=True)
    lay_lexicon(*TERMS).table.to_csv(folder / "lexicon.csv", index=False)
    lay_labels(*labels).table.to_csv(folder / "labels" / "alignment.csv", index=False)
    return folder


def gather(
    *rows: Duty, languages: Mapping[str, Sequence[str]] | None = None, comparable: frozenset[str] = COMPARABLE
) -> list[DutyTexts]:
    return gather_texts(lay_duties(*(rows or DUTIES)), comparable=comparable, languages=languages)


def list_ids(sources: Sequence[DutyTexts]) -> dict[str, list[str]]:
    return {source.source_id: source.table["duty_id"].to_list() for source in sources}


def refer(sources: Sequence[DutyTexts], encode: Callable[[Sequence[str], str], np.ndarray] | None = None) -> Reference:
    return Reference(sources, lay_lexicon(*TERMS), encode)


def align(
    *added: Duty,
    duties: Sequence[Duty] = DUTIES,
    labels: Sequence[Label] = LABELS,
    languages: Mapping[str, Sequence[str]] | None = None,
    encode: Callable[[Sequence[str], str], np.ndarray] | None = None,
) -> pd.DataFrame:
    """Learn from `duties`, the register, and align it with sources `added` beside it, of which nothing is learnt."""
    sources = gather(*duties, languages=languages)
    reference = refer(sources, encode)
    matcher = learn_matcher(reference, list_ids(sources), lay_labels(*labels))
    beside = gather(*added) if added else []
    profiles = [reference.profile(source) for source in beside]
    for profile in profiles:
        reference.add_hubs(profile)
    return align_sources(matcher, [*sources, *beside], [*reference.profiles, *profiles])


def index_pairs(alignment: pd.DataFrame, column: str) -> dict[tuple[str, str], object]:
    """Map each pair of an alignment to what stands in a column."""
    pairs = zip(alignment["subject_id"], alignment["object_id"], strict=True)
    return dict(zip(pairs, alignment[column].to_list(), strict=True))
