from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import yaml

from analytics.export import export_sssom
from analytics.reviews import COLUMNS as DECISION_COLUMNS
from analytics.reviews import read_decisions
from analytics.sssom import COLUMNS, NOT_FOUND, PREDICATES, tabulate_sssom, write_sssom
from analytics.tables import tabulate_alignment, tabulate_duties

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.store import Store

REQUIRED = ["subject_id", "predicate_id", "object_id", "mapping_justification"]
HEAD = """\
#mapping_set_id: https://w3id.org/duty-atlas/alignment
#mapping_set_title: 'Duty Atlas: which duty answers to which'
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  duty: https://w3id.org/duty-atlas/duty/
#subject_type: rdfs resource
#object_type: rdfs resource
"""
CURIE = re.compile(r"(duty|skos|semapv|sssom):[A-Za-z0-9-]+")
DUTIES = pd.DataFrame(
    [
        ("east-01-01", "east", "Collects duties"),
        ("west-01-01", "west", 'Collects\tduties "and" fees'),
        ("west-01-02", "west", "Keeps watch"),
    ],
    columns=["duty_id", "source_id", "gist_en"],
)
GISTS = dict(zip(DUTIES["duty_id"], DUTIES["gist_en"], strict=True))

Row = tuple[str, str, int, float, bool, str, int, int, str, str]


def lay_alignment(*rows: Row) -> pd.DataFrame:
    """Lay out pairs: ids, rank, probability, accepted, relation, readings yes and no, verdict, who."""
    columns = [
        "subject_id",
        "object_id",
        "rank",
        "probability",
        "accepted",
        "relation",
        "n_yes",
        "n_no",
        "verdict",
        "who",
    ]
    table = pd.DataFrame(rows, columns=columns).astype({"accepted": bool, "subject_id": str, "object_id": str})
    for side in ("subject", "object"):
        table[f"{side}_source"] = table[f"{side}_id"].str.split("-").str[0]
        table[f"{side}_gist_en"] = table[f"{side}_id"].map(GISTS)
    return table.assign(evidence="shared functions: TAX.LEVY")


def tabulate(*rows: Row, duties: pd.DataFrame = DUTIES) -> list[list[object]]:
    """Give each mapping's ids, modifier, justification, confidence and reviewer; -1 where there is no confidence."""
    table = tabulate_sssom(lay_alignment(*rows), duties)
    assert list(table.columns) == COLUMNS
    columns = ["subject_id", "predicate_id", "predicate_modifier", "object_id", "object_source"]
    columns += ["mapping_justification", "confidence", "reviewer_label"]
    return [list(row) for row in table[columns].fillna({"confidence": -1}).itertuples(index=False)]


def find_none(subject: str, source: str) -> list[object]:
    """Give the row of a duty that has no counterpart in a source."""
    return [f"duty:{subject}", "skos:relatedMatch", "", NOT_FOUND, f"duty:{source}", "semapv:CompositeMatching", -1, ""]


def split_head(content: bytes) -> tuple[dict[str, object], list[list[str]]]:
    """Part an SSSOM file in its head, read as YAML, and its table's header."""
    lines = content.decode("utf-8").splitlines()
    n_head = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    head = yaml.safe_load("\n".join(line[1:] for line in lines[:n_head]))
    return head, [lines[n_head].split("\t")]


@pytest.fixture(scope="module")
def rejected(store: Store) -> tuple[str, str]:
    """Choose a pair of the real alignment that stands from both sides, to be rejected."""
    table = tabulate_alignment(store, subjects=["gacc-mandate"], objects=["lanzhou"])
    best = table.loc[table["accepted"]].sort_values("probability", ascending=False).iloc[0]
    return best["subject_id"], best["object_id"]


@pytest.fixture(scope="module")
def mappings(store: Store, rejected: tuple[str, str]) -> pd.DataFrame:
    """Give the real alignment as mappings, one pair of it rejected by a person."""
    rows = [(*pair, "reject", "Li 李", "read both", "2026-01-01") for pair in (rejected, rejected[::-1])]
    decisions = pd.DataFrame(rows, columns=DECISION_COLUMNS)
    return tabulate_sssom(tabulate_alignment(store, decisions=decisions), list_duties(store))


def list_duties(store: Store) -> pd.DataFrame:
    return store.query("aligned_duties").merge(tabulate_duties(store)[["duty_id", "gist_en"]], on="duty_id")


@pytest.mark.parametrize(
    ("relation", "predicate"),
    [
        ("exact", "skos:exactMatch"),
        ("close", "skos:closeMatch"),
        ("broad", "skos:broadMatch"),
        ("narrow", "skos:narrowMatch"),
        ("related", "skos:relatedMatch"),
    ],
)
def test_tabulate_sssom_writes_each_relation_as_its_skos_predicate(relation: str, predicate: str) -> None:
    rows = tabulate(("east-01-01", "west-01-01", 1, 0.9, True, relation, 0, 0, "", ""))
    assert rows[0] == [
        "duty:east-01-01", predicate, "", "duty:west-01-01", "duty:west", "semapv:CompositeMatching", 0.9, "",
    ]  # fmt: skip


def test_tabulate_sssom_leaves_out_what_is_neither_accepted_nor_rejected_and_says_what_has_no_counterpart() -> None:
    rows = tabulate(
        ("east-01-01", "west-01-01", 1, 0.9, True, "close", 0, 0, "", ""),
        ("east-01-01", "west-01-02", 2, 0.2, False, "related", 0, 0, "", ""),
        ("west-01-02", "east-01-01", 1, 0.2, False, "related", 0, 0, "", ""),
    )
    assert rows[0][:4] == ["duty:east-01-01", "skos:closeMatch", "", "duty:west-01-01"]
    assert rows[1:] == [find_none("west-01-01", "east"), find_none("west-01-02", "east")]


def test_tabulate_sssom_exports_a_rejected_pair_with_the_modifier_not_beside_its_none() -> None:
    assert tabulate(("east-01-01", "west-01-01", 1, 0.9, False, "exact", 1, 0, "reject", "Li")) == [
        find_none("east-01-01", "west"),
        [
            "duty:east-01-01", "skos:exactMatch", "Not", "duty:west-01-01", "duty:west",
            "semapv:ManualMappingCuration", 0.9, "Li",
        ],
        find_none("west-01-01", "east"),
        find_none("west-01-02", "east"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("n_yes", "verdict", "who", "justification"),
    [
        (0, "", "", "semapv:CompositeMatching"),
        (1, "", "", "semapv:ManualMappingCuration"),
        (0, "accept", "Li", "semapv:ManualMappingCuration"),
    ],
)
def test_tabulate_sssom_says_whether_the_machine_or_a_person_decided(
    n_yes: int, verdict: str, who: str, justification: str
) -> None:
    rows = tabulate(("east-01-01", "west-01-01", 1, 0.9, True, "close", n_yes, 0, verdict, who))
    assert rows[0][5:] == [justification, 0.9, who]


def test_tabulate_sssom_orders_by_subject_source_and_rank() -> None:
    rows = tabulate(
        ("west-01-01", "east-01-01", 1, 0.9, True, "close", 0, 0, "", ""),
        ("east-01-01", "west-01-02", 2, 0.8, True, "related", 0, 0, "", ""),
        ("east-01-01", "west-01-01", 1, 0.9, True, "close", 0, 0, "", ""),
    )
    assert [(row[0], row[3]) for row in rows] == [
        ("duty:east-01-01", "duty:west-01-01"),
        ("duty:east-01-01", "duty:west-01-02"),
        ("duty:west-01-01", "duty:east-01-01"),
        ("duty:west-01-02", NOT_FOUND),
    ]


def test_tabulate_sssom_of_nothing_is_empty_with_its_columns() -> None:
    assert tabulate(duties=DUTIES.iloc[:0]) == []


def test_write_sssom_writes_head_and_table_whole_without_byte_order_mark(store: Store) -> None:
    table = tabulate_sssom(
        lay_alignment(("east-01-01", "west-01-01", 1, 0.9, True, "close", 0, 0, "", "")), DUTIES.iloc[:2]
    )
    assert write_sssom(table, store).decode("utf-8") == (
        f"{HEAD}#mapping_set_version: {store.fingerprint[:12]}\n#comment: Aligned by {store.meta['tier']}.\n"
        + "\t".join(COLUMNS)
        + "\nduty:east-01-01\tCollects duties\tskos:closeMatch\t\tduty:west-01-01\t"
        + '"Collects\tduties ""and"" fees"\tsemapv:CompositeMatching\t0.9\tduty:east\tduty:west\t\t'
        + "shared functions: TAX.LEVY\n"
        + 'duty:west-01-01\t"Collects\tduties ""and"" fees"\tskos:relatedMatch\t\tsssom:NoTermFound\t\t'
        + "semapv:CompositeMatching\t\tduty:west\tduty:east\t\tNo duty of this source answers.\n"
    )


def test_export_sssom_has_the_required_slots_and_lines_that_end_alike(store: Store) -> None:
    content = export_sssom(store)
    assert content[:1] == b"#"
    assert b"\r" not in content
    head, (header,) = split_head(content)
    assert {"mapping_set_id", "license", "curie_map"} <= set(head)
    assert set(REQUIRED) <= set(header)
    assert export_sssom(store) == content


def test_export_sssom_takes_peoples_decisions_as_the_tables_do(store: Store) -> None:
    alignment = tabulate_alignment(store, decisions=read_decisions())
    assert export_sssom(store) == write_sssom(tabulate_sssom(alignment, list_duties(store)), store)


def test_mappings_hold_curies_only(mappings: pd.DataFrame) -> None:
    columns = [*REQUIRED, "subject_source", "object_source"]
    assert [cell for column in columns for cell in mappings[column].unique() if not CURIE.fullmatch(cell)] == []
    assert set(mappings["predicate_id"]) == set(PREDICATES.values())
    assert mappings["confidence"].dropna().between(0, 1).all()
    assert set(mappings["predicate_modifier"]) == {"", "Not"}


def test_mappings_answer_for_every_duty_and_every_other_source(mappings: pd.DataFrame, store: Store) -> None:
    duties = store.query("aligned_duties")
    sources = duties["source_id"].unique()
    expected = {
        (f"duty:{row.duty_id}", f"duty:{source}")
        for row in duties.itertuples()
        for source in sources
        if source != row.source_id
    }
    kept = mappings.loc[mappings["predicate_modifier"] == ""]
    none = kept["object_id"] == NOT_FOUND
    found, missing = (
        set(zip(rows["subject_id"], rows["object_source"], strict=True)) for rows in (kept[~none], kept[none])
    )
    assert found | missing == expected
    assert found & missing == set()
    assert len(missing) == none.sum()


def test_mappings_export_the_rejected_pair_from_both_sides_with_not(
    mappings: pd.DataFrame, rejected: tuple[str, str]
) -> None:
    columns = ["subject_id", "object_id", "mapping_justification", "reviewer_label"]
    found = mappings.loc[mappings["predicate_modifier"] == "Not", columns]
    assert sorted(found.to_numpy().tolist()) == sorted(
        [f"duty:{a}", f"duty:{b}", "semapv:ManualMappingCuration", "Li 李"] for a, b in (rejected, rejected[::-1])
    )


def test_export_is_read_and_found_valid_by_the_sssom_package(
    mappings: pd.DataFrame, store: Store, rejected: tuple[str, str], tmp_path: Path
) -> None:
    subjects = mappings["subject_source"] == "duty:gacc-mandate"
    written = mappings.loc[subjects & (mappings["object_source"] == "duty:lanzhou")].reset_index(drop=True)
    path = tmp_path / "alignment.sssom.tsv"
    path.write_bytes(write_sssom(written, store))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package itself, which is older than our pandas
        from sssom.constants import DEFAULT_VALIDATION_TYPES
        from sssom.parsers import parse_sssom_table
        from sssom.validators import validate

        read = parse_sssom_table(str(path))
        reports = validate(read, DEFAULT_VALIDATION_TYPES)
    assert {kind.value: report.results for kind, report in reports.items()} == {
        "JsonSchema": [],
        "PrefixMapCompleteness": [],
        "StrictCurieFormat": [],
    }
    assert read.metadata["mapping_set_id"] == "https://w3id.org/duty-atlas/alignment"
    assert read.metadata["license"] == "https://creativecommons.org/licenses/by/4.0/"
    columns = ["subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label"]
    columns += ["mapping_justification", "confidence", "comment"]
    keys = ["subject_id", "object_id"]
    there, back = (table[columns].astype(object).sort_values(keys) for table in (written, read.df))
    assert back.where(back.notna(), "").to_numpy().tolist() == there.where(there.notna(), "").to_numpy().tolist()
    assert [f"duty:{rejected[0]}", f"duty:{rejected[1]}", "Not"] in read.df[
        [*keys, "predicate_modifier"]
    ].to_numpy().tolist()
    assert NOT_FOUND in set(read.df["object_id"])
