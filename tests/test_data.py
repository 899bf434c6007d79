"""Promises about the real register in `data/`, beside those that `read_register` checks."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from analytics.evaluation import measure_agreement, read_coding
from analytics.register import Register, read_register, split_codes
from analytics.store import DATA, ROOT
from analytics.text.language import simplify
from tests.conftest import SHARED

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

N_DUTIES = {"lanzhou": 143, "qingdao": 235, "gacc-mandate": 13, "gacc-directory": 119, "dalian": 286}


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(DATA)


def find_shared(name: str) -> Path:
    """Name a file of the folder that the design page comes from, or skip."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/{name} is not here")
    return path


def test_register_holds_every_duty_of_each_document(register: Register) -> None:
    assert dict(Counter(register.duties["source_id"])) == N_DUTIES
    assert len(register.duties) == 796


def test_register_places_every_duty(register: Register) -> None:
    assert list(register.segments["duty_id"]) == list(dict.fromkeys(register.segments["duty_id"]))
    assert set(register.segments["duty_id"]) == set(register.duties["duty_id"])
    assert (register.segments["start"] < register.segments["end"]).all()


def test_register_places_the_duties_of_a_document_in_the_order_of_their_ids(register: Register) -> None:
    places = register.duties.merge(register.segments, on="duty_id").sort_values(["source_id", "duty_id"])

    for _, document in places.groupby("source_id"):
        assert document["start"].is_monotonic_increasing
        assert (document["end"].to_numpy()[:-1] <= document["start"].to_numpy()[1:]).all()


def test_register_holds_78_units_and_the_two_mandates(register: Register) -> None:
    mandates = register.departments.loc[register.departments["kind"] == "leadership", "department_id"]
    units = register.departments.loc[register.departments["kind"] != "leadership"]

    assert list(mandates) == ["gacc-directory-00", "gacc-mandate-00"]
    assert dict(Counter(units["source_id"])) == {"gacc-directory": 12, "lanzhou": 10, "qingdao": 23, "dalian": 33}
    assert len(units) == 78


def test_register_numbers_the_units_of_a_document_without_a_gap(register: Register) -> None:
    for source, group in register.departments.groupby("source_id"):
        first = 0 if str(source).startswith("gacc-") else 1
        assert list(group["ordinal"]) == list(range(first, first + len(group)))


def test_register_keeps_the_row_of_every_unit_without_duties(register: Register) -> None:
    empty = set(register.departments["department_id"]) - set(register.duties["department_id"])

    statuses = register.departments.set_index("department_id")["text_status"]
    assert {department: statuses[department] for department in sorted(empty)} == {
        "dalian-24": "full",
        "dalian-29": "none",
        "dalian-31": "full",
        "qingdao-07": "vacant",
    }


def test_register_names_what_a_unit_would_hold_only_where_its_text_is_not_full(register: Register) -> None:
    told = register.departments.loc[register.departments["would_hold"] != "", "text_status"]

    assert len(told) > 0
    assert "full" not in set(told)


def test_register_holds_the_sections_that_documents_list(register: Register) -> None:
    sections = register.sections["section_id"].str.split("-").str[0]

    assert dict(Counter(sections)) == {"lanzhou": 29, "qingdao": 99, "dalian": 13}


def test_register_numbers_sections_within_their_unit(register: Register) -> None:
    ids = register.sections["department_id"] + "-s" + register.sections["ordinal"].astype(str).str.zfill(2)

    assert list(register.sections["section_id"]) == list(ids)


def test_register_writes_chinese_in_simplified_characters(register: Register) -> None:
    tables = (register.offices, register.sources, register.departments, register.sections, register.duties)
    texts = [text for table in tables for column in table if str(column).endswith("_zh") for text in table[column]]

    assert len(texts) > 1000
    assert [text for text in texts if simplify(text) != text] == []


def test_register_leaves_no_space_at_the_ends_of_a_cell(register: Register) -> None:
    tables = (register.offices, register.sources, register.departments, register.sections, register.duties)
    cells = [cell for table in tables for column in table for cell in table[column] if isinstance(cell, str)]

    assert [cell for cell in cells if cell != cell.strip() or "\n" in cell] == []


def test_register_restates_no_two_duties_of_a_unit_alike(register: Register) -> None:
    alike = register.duties.loc[register.duties.duplicated(["department_id", "gist_en"], keep=False)]

    assert list(alike["duty_id"]) == []


def test_codebook_holds_24_areas_and_101_functions_beside_the_general_one(register: Register) -> None:
    comparable = [area for area in register.codebook.areas if area.comparable]

    assert len(comparable) == 24
    assert sum(len(area.functions) for area in comparable) == 101
    assert [area.code for area in register.codebook.areas if not area.comparable] == ["GEN"]


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.csv")))
def test_readme_explains_every_column(name: str) -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
    header = (DATA / name).read_text(encoding="utf-8-sig").partition("\n")[0].split(",")

    assert [column for column in header if f"`{column}`" not in row] == []


def test_register_passes_the_check_of_the_design() -> None:
    check = find_shared("check_register.py")

    done = subprocess.run(
        [sys.executable, str(check), str(DATA)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )

    assert (done.returncode, done.stdout.strip()) == (0, "796 duties, 0 missing, 0 problems")


def test_segments_are_those_of_the_design() -> None:
    assert (DATA / "segments.csv").read_bytes() == find_shared("sources/segments.csv").read_bytes()


def test_register_knows_its_documents_by_their_bytes(register: Register, documents: Path) -> None:
    from hashlib import sha256

    known = dict(zip(register.sources["source_id"], register.sources["sha256"], strict=True))

    assert {path.stem: sha256(path.read_bytes()).hexdigest() for path in documents.glob("*.txt")} == known


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return measure_agreement(read_coding(DATA))


def test_coding_finds_that_two_readers_agree(figures: pd.DataFrame) -> None:
    values = dict(zip(figures["figure"], figures["value"], strict=True))

    assert set(figures["n"]) == {160}
    assert values["alpha of the main function"] >= 0.93
    assert values["alpha of the main area"] >= 0.93
    assert values["micro-F1 of the code sets"] >= 0.94


def test_readme_gives_the_figures_of_agreement_as_they_are(figures: pd.DataFrame) -> None:
    text = (
        (DATA / "README.md").read_text(encoding="utf-8").partition("## How well readers agree")[2].partition("\n##")[0]
    )
    told = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]

    assert [[figure.removeprefix("Krippendorff's "), *rest] for figure, *rest in told] == [
        [str(name), f"{value:.3f}".removeprefix("0"), " to ".join(f"{end:.3f}".removeprefix("0") for end in ends)]
        for name, value, *ends in figures[["figure", "value", "low", "high"]].to_numpy().tolist()
    ]


def test_coding_is_of_duties_and_codes_that_the_register_knows(register: Register) -> None:
    coding = read_coding(DATA)
    codes = {function.code for function in register.codebook.functions}
    used = {
        code for reader in ("first", "second") for cell in coding[f"functions_{reader}"] for code in split_codes(cell)
    }

    assert set(coding["duty_id"]) <= set(register.duties["duty_id"])
    assert not coding["duty_id"].duplicated().any()
    assert used <= codes


def test_coding_settles_every_disagreement_with_a_reason_and_nothing_else() -> None:
    with (DATA / "labels" / "coding.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    differing = {
        row["duty_id"]
        for row in rows
        if (row["functions_first"], row["action_first"]) != (row["functions_second"], row["action_second"])
    }
    settled = {row["duty_id"] for row in rows if row["settled"].strip()}
    reasoned = {row["duty_id"] for row in rows if row["why"].strip()}
    assert settled == reasoned == differing
    assert {row["settled"] for row in rows} == {"", "first", "second"}


def test_register_carries_what_was_settled(register: Register) -> None:
    duties = {duty["duty_id"]: duty for duty in register.duties.to_dict("records")}
    settled = [row for row in read_coding(DATA).to_dict("records") if row["settled"]]

    for row in settled:
        duty, reader = duties[row["duty_id"]], row["settled"]
        assert (row["duty_id"], split_codes(duty["functions"])) == (
            row["duty_id"],
            split_codes(row[f"functions_{reader}"]),
        )
        assert duty["action"] in {row["action_first"], row["action_second"]}
