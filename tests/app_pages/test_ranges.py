"""What pages say of figures and gaps under other readings of the duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.app_pages.ranges import READ_OTHERWISE, tell_ends, tell_range
from analytics.measures import explain_fragility
from analytics.tables import tabulate_cells, tabulate_gaps
from tests.app_pages.test_pages import open_page

if TYPE_CHECKING:
    from analytics.store import Store

CELL = {
    "share": 0.09, "share_low": 0.078, "share_low_under": "finer", "share_high": 0.09, "share_high_under": "",
    "n_duties": 4, "n_duties_low": 4, "n_duties_high": 4, "emphasis": 1.5,
}  # fmt: skip


@pytest.mark.parametrize(("figure", "told"), [("share", "9.0% (7.8%–9.0%)"), ("n_duties", "4"), ("emphasis", "+1.5")])
def test_tell_range_writes_brackets_only_where_readings_differ(figure: str, told: str) -> None:
    assert tell_range(CELL, figure) == told


def test_tell_ends_names_the_reading_that_moves_an_end() -> None:
    assert tell_ends(CELL, "share", "en") == "lowest under a finer cut of sentences"
    assert tell_ends({**CELL, "share_high_under": "coarser"}, "share", "zh") == "最低：若断句较细；最高：若断句较粗"


def test_coverage_shows_the_share_of_a_cell_with_its_range(store: Store) -> None:
    app = open_page("coverage", store, cell="LEG", of="lanzhou")

    cells = tabulate_cells(store)
    cell = cells.loc[(cells["code"] == "LEG") & (cells["holder_id"] == "lanzhou")].to_dict("records")[0]
    assert [text.value for text in app.markdown if text.value.startswith("Share")] == [
        f"Share of duties: **{tell_range(cell, 'share')}** :small[lowest under a finer cut of sentences, highest "
        "under a coarser cut of sentences]"
    ]
    assert any(text.value.endswith(READ_OTHERWISE) for text in app.caption)


def test_coverage_lists_the_ranges_beside_the_shares(store: Store) -> None:
    figures = open_page("coverage", store).dataframe[1].value

    cells = tabulate_cells(store)
    for column, title in (("share", "Share"), ("share_low", "Share, lowest"), ("share_high", "Share, highest")):
        assert figures[title].to_list() == cells[column].round(4).to_list()


def test_coverage_says_that_a_presence_is_shaky(store: Store) -> None:
    texts = [text.value for text in open_page("coverage", store, cell="INS", of="gacc").markdown]

    assert any(
        text.endswith("Shaky: no duty states it without the duties that a note qualifies or the machine coded.")
        for text in texts
    )


def test_gaps_says_of_a_fragile_gap_what_makes_it_vanish(store: Store) -> None:
    gaps = tabulate_gaps(store)
    fragile = gaps.loc[gaps["fragile"] & gaps["real"]].iloc[0]
    assert explain_fragility(fragile.to_frame().T).to_list() == [
        "Fragile: this gap vanishes under the other coder's codes."
    ]
    app = open_page("gaps", store, lacking=fragile["holder_id"], function=fragile["code"])

    shown = app.dataframe[0].value
    assert shown[["Code", "Status"]].to_numpy().tolist() == [[fragile["code"], "Absent, fragile"]]
    assert "Fragile: this gap vanishes under the other coder's codes." in [text.value for text in app.markdown]
