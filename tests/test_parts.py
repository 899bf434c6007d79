"""Drafts and accepted offices beside the register: what of them stands in the store, and how it is marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.build import build_store
from analytics.documents.document import Document
from analytics.documents.drafting import Facts, draft_layout
from analytics.documents.drafts import SUGGESTION_COLUMNS, read_draft, write_draft
from analytics.documents.layouts import find_duties
from analytics.errors import DataError, UsageError
from analytics.export import export_table
from analytics.freshness import hash_data, is_current
from analytics.parts import accept_draft, assemble_register, find_accepted, read_part, release_office
from analytics.reviews import Decision, record
from analytics.store import Store
from tests.test_register import match_whole, write_small

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Legal Division\nDuties:\n1. Drafts rules on value.\n2. Tests goods.\n3. Sings.\n"
SUGGESTED = [
    ("north-01-01", "TAX.VALUE", "0.90", "0.90", "RULE", "0.80", "False", "value→TAX.VALUE", "nat-01-01=0.70"),
    ("north-01-02", "LAB.TEST", "0.80", "0.80", "EXECUTE", "0.60", "False", "", ""),
    ("north-01-03", "", "", "0.10", "", "0.20", "True", "", ""),
]


def write_part(folder: Path, *, office_id: str = "north", text: str = TEXT, **facts: str) -> Path:
    """Write the draft of a small office, with suggestions for two of its three duties."""
    layout = find_duties(Document("page.txt", "text", "utf-8", "a" * 64, text))
    draft = draft_layout(layout, Facts(office_id, name_en="North Customs", **facts))
    suggestions = pd.DataFrame(SUGGESTED, columns=list(SUGGESTION_COLUMNS))
    write_draft(replace(draft, suggestions=suggestions), "# Report\n", out=folder)
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_small(tmp_path / "data")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return write_part(tmp_path / "draft")


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    return tmp_path / "reviews.sqlite"


def build(folder: Path, data: Path, reviews: Path, *drafts: Path, alone: bool = False) -> Store:
    path = folder / "atlas.duckdb"
    none = folder / "none"
    build_store(data=data, store=path, documents=none, encoder="none", drafts=drafts, alone=alone, reviews=reviews)
    return Store(path)


def code(draft: Path, duty_id: str, functions: str, action: str, reviews: Path) -> None:
    content = {"functions": functions, "action": action, "from": "person"}
    record(read_draft(draft).draft_id, Decision("code", duty_id, content), who="Li", path=reviews)


def test_assembly_gives_a_draft_the_machine_s_codes_and_says_so(small: Path, draft: Path, reviews: Path) -> None:
    whole = assemble_register(small, drafts=[draft], reviews=reviews).whole

    columns = ["duty_id", "gist_en", "gist_zh", "functions", "action", "coding", "text"]
    assert whole.duties.loc[whole.duties["source_id"] == "north", columns].to_numpy().tolist() == [
        ["north-01-01", "Drafts rules on value.", "", "TAX.VALUE", "RULE", "machine", "Drafts rules on value."],
        ["north-01-02", "Tests goods.", "", "LAB.TEST", "EXECUTE", "machine", "Tests goods."],
        ["north-01-03", "Sings.", "", "", "", "none", "Sings."],
    ]
    assert whole.sources[["source_id", "draft"]].to_numpy().tolist() == [
        ["reg", False],
        ["nat", False],
        ["north", True],
    ]
    assert set(whole.duties.loc[whole.duties["source_id"] != "north", "coding"]) == {"people"}


def test_assembly_puts_people_s_codes_before_the_machine_s(small: Path, draft: Path, reviews: Path) -> None:
    code(draft, "north-01-02", "TAX.LEVY", "RULE", reviews)

    assembly = assemble_register(small, drafts=[draft], reviews=reviews)

    duties = assembly.whole.duties.set_index("duty_id")
    assert list(duties.loc["north-01-02", ["functions", "action", "coding"]]) == ["TAX.LEVY", "RULE", "people"]
    kept = assembly.suggestions.set_index("duty_id").loc["north-01-02", ["functions", "action"]]
    assert list(kept) == ["LAB.TEST", "EXECUTE"]


def test_register_alone_is_what_the_matcher_learns_from(small: Path, draft: Path, reviews: Path) -> None:
    assembly = assemble_register(small, drafts=[draft], reviews=reviews)

    assert sorted(assembly.register.duties["source_id"].unique()) == ["nat", "reg"]


def test_draft_under_an_id_of_the_register_is_refused(small: Path, tmp_path: Path, reviews: Path) -> None:
    taken = write_part(tmp_path / "taken", office_id="reg")

    line = (
        "taken/sources.csv, row 2, source_id: 'reg' stands in the register already. "
        "Remedy: import the document under another id with --source."
    )
    with pytest.raises(DataError, match=match_whole(line)):
        assemble_register(small, drafts=[taken], reviews=reviews)


def test_part_made_before_its_facts_were_told_in_chinese_says_what_to_add(
    small: Path, draft: Path, reviews: Path
) -> None:
    path = draft / "sources.csv"
    pd.read_csv(path, dtype=str).drop(columns=["dating_zh", "completeness_zh"]).to_csv(path, index=False)
    accepted = small / "accepted" / "north"
    accepted.parent.mkdir()
    draft.rename(accepted)

    lines = [
        f"north/sources.csv, row 1, {column}: the column is missing. Remedy: add it to the header."
        for column in ("completeness_zh", "dating_zh")
    ]
    with pytest.raises(DataError, match=match_whole(*lines)):
        assemble_register(small, reviews=reviews)


def test_draft_with_an_unknown_code_is_refused(small: Path, draft: Path, reviews: Path) -> None:
    path = draft / "suggestions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("LAB.TEST", "LAB.NONE"), encoding="utf-8")

    line = (
        "draft/suggestions.csv, row 3, functions: 'LAB.NONE' is no function of codebook.toml. "
        "Remedy: correct the code, or add it there."
    )
    with pytest.raises(DataError, match=match_whole(line)):
        assemble_register(small, drafts=[draft], reviews=reviews)


def test_second_document_of_a_known_office_leaves_the_office_as_it_is(
    small: Path, tmp_path: Path, reviews: Path
) -> None:
    part = write_part(tmp_path / "newer", office_id="reg", source_id="north")

    with build(tmp_path, small, reviews, part) as store:
        holders = store.query("holders", scope="office")

    assert holders[["holder_id", "name_en", "source_id", "draft"]].to_numpy().tolist() == [
        ["nat", "National Tax Office", "nat", False],
        ["reg", "Regional Tax Office (with a draft)", "reg;north", False],
    ]


def test_draft_is_marked_in_names_and_in_every_export(small: Path, draft: Path, tmp_path: Path, reviews: Path) -> None:
    with build(tmp_path, small, reviews, draft) as store:
        names = store.query("holders", scope="office")[["holder_id", "name_en", "short_zh", "n_uncoded", "draft"]]
        assert names.to_numpy().tolist()[-1] == ["north", "North Customs (draft)", "North Customs（草稿）", 1, True]
        duties = export_table(store, "duties").set_index("duty_id")
        assert duties.loc["north-01-01":, ["coding", "draft"]].to_numpy().tolist() == [
            ["machine", True], ["machine", True], ["none", True],
        ]  # fmt: skip
        coverage = export_table(store, "coverage", level="area")
        figures = ["area", "n_duties", "n_machine", "draft"]
        assert coverage.loc[coverage["office_id"] == "north", figures].to_numpy().tolist() == [
            ["TAX", 1, 1, True], ["LAB", 1, 1, True],
        ]  # fmt: skip
        for name in ("departments", "gaps"):
            table = export_table(store, name)
            assert table.loc[table["draft"], "office_id"].unique().tolist() == ["north"]
        alignment = export_table(store, "alignment")
        sides = alignment["subject_id"].str.startswith("north") | alignment["object_source"].eq("north")
        assert alignment["draft"].tolist() == sides.tolist()
        assert sides.any()
        assert "north (draft)" in export_table(store, "comparison")


def test_absent_function_of_a_draft_is_no_real_gap_while_a_duty_is_not_coded(
    small: Path, tmp_path: Path, reviews: Path
) -> None:
    draft = write_part(tmp_path / "dated", valid_from="2012")

    def read_gap(store: Store) -> list[object]:
        gaps = export_table(store, "gaps").set_index(["office_id", "function"])
        return list(gaps.loc[("north", "TAX.LEVY"), ["status", "reason"]])

    with build(tmp_path, small, reviews, draft) as store:
        assert read_gap(store) == ["absent", "2 of 2 peers state it; one of the 1 duties not yet coded may."]
    code(draft, "north-01-03", "LAB.TEST", "EXECUTE", reviews)
    with build(tmp_path, small, reviews, draft) as store:
        assert read_gap(store) == ["absent", "2 of 2 peers state it; the documents give no reason."]


def test_draft_moves_no_figure_of_the_register(small: Path, draft: Path, tmp_path: Path, reviews: Path) -> None:
    def read_pairs(store: Store) -> pd.DataFrame:
        table = export_table(store, "alignment").drop(columns="tier")
        mine = ~table["subject_id"].str.startswith("north") & (table["object_source"] != "north")
        return table.loc[mine].reset_index(drop=True)

    with build(tmp_path, small, reviews) as store:
        before = read_pairs(store)
    with build(tmp_path, small, reviews, draft) as store:
        pd.testing.assert_frame_equal(read_pairs(store), before)


def test_draft_alone_leaves_the_register_out(small: Path, draft: Path, tmp_path: Path, reviews: Path) -> None:
    with build(tmp_path, small, reviews, draft, alone=True) as store:
        assert store.query("sources")["source_id"].tolist() == ["north"]
        assert len(export_table(store, "duties")) == 3
        assert store.alone


def test_nothing_alone_is_refused(small: Path, tmp_path: Path, reviews: Path) -> None:
    with pytest.raises(UsageError, match=r"Without the register .* Remedy: name a draft by --with\."):
        build(tmp_path, small, reviews, alone=True)


def test_accepted_draft_stands_in_the_register_unmarked_with_its_codings(
    small: Path, draft: Path, tmp_path: Path, reviews: Path
) -> None:
    code(draft, "north-01-02", "TAX.LEVY", "RULE", reviews)

    place = accept_draft(draft, small, reviews=reviews)

    assert (place, draft.exists()) == (small / "accepted" / "north", False)
    with build(tmp_path, small, reviews) as store:
        duties = export_table(store, "duties").set_index("duty_id")
        assert duties.loc["north-01-01":, ["functions", "coding", "draft"]].to_numpy().tolist() == [
            ["TAX.VALUE", "machine", False], ["TAX.LEVY", "people", False], ["", "none", False],
        ]  # fmt: skip


def test_accepted_office_can_be_reviewed_further(small: Path, draft: Path, reviews: Path) -> None:
    code(draft, "north-01-02", "TAX.LEVY", "RULE", reviews)
    place = accept_draft(draft, small, reviews=reviews)

    code(place, "north-01-03", "LAB.TEST", "EXECUTE", reviews)

    duties = assemble_register(small, reviews=reviews).whole.duties.set_index("duty_id")
    assert duties.loc["north-01-01":, "coding"].tolist() == ["machine", "people", "people"]


def test_released_office_is_a_draft_again_with_its_codings_and_can_be_accepted_anew(
    small: Path, draft: Path, tmp_path: Path, reviews: Path
) -> None:
    code(draft, "north-01-02", "TAX.LEVY", "RULE", reviews)
    before = read_part(accept_draft(draft, small, reviews=reviews), reviews=reviews)

    folder = release_office("north", small, tmp_path / "drafts" / "north")

    assert (find_accepted(small), folder.is_dir()) == ([], True)
    pd.testing.assert_frame_equal(read_part(folder, reviews=reviews).duties, before.duties)
    assert accept_draft(folder, small, reviews=reviews) == small / "accepted" / "north"


def test_release_names_what_can_be_released_and_overwrites_nothing(
    small: Path, draft: Path, tmp_path: Path, reviews: Path
) -> None:
    with pytest.raises(UsageError, match=r"north is not among the accepted documents \(none\)\. Remedy: "):
        release_office("north", small, tmp_path / "drafts" / "north")
    accept_draft(draft, small, reviews=reviews)
    (tmp_path / "there").mkdir()
    with pytest.raises(UsageError, match=r"exists already\. Remedy: "):
        release_office("north", small, tmp_path / "there")
    assert [folder.name for folder in find_accepted(small)] == ["north"]


def test_draft_that_does_not_fit_is_not_accepted(small: Path, tmp_path: Path, reviews: Path) -> None:
    taken = write_part(tmp_path / "taken", office_id="reg")

    with pytest.raises(DataError, match="stands in the register already"):
        accept_draft(taken, small, reviews=reviews)
    assert (taken.is_dir(), (small / "accepted").exists()) == (True, False)


def test_store_is_out_of_date_once_a_decision_is_made(small: Path, draft: Path, tmp_path: Path, reviews: Path) -> None:
    before = hash_data(small, tmp_path / "none", drafts=[draft], reviews=reviews)

    code(draft, "north-01-02", "TAX.LEVY", "RULE", reviews)

    assert hash_data(small, tmp_path / "none", drafts=[draft], reviews=reviews) != before


def test_store_knows_the_drafts_that_it_was_built_with(small: Path, draft: Path, tmp_path: Path, reviews: Path) -> None:
    with build(tmp_path, small, reviews, draft) as store:
        assert store.drafts == [draft]

    assert is_current(store.path, data=small, documents=tmp_path / "none", reviews=reviews)
