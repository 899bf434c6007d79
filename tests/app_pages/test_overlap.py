from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.measures import tell_overlap
from analytics.selection import Selection
from analytics.tables import tabulate_holders, tabulate_overlap
from tests.app_pages.test_pages import WARNING, open_page, read_frames, read_link, read_title

if TYPE_CHECKING:
    from analytics.store import Store

LICENCE = {"held": "LEG.LICENCE", "of": "lanzhou", "sharing": "lanzhou"}


def test_overlap_tells_who_shares_most(store: Store) -> None:
    told = tell_overlap(tabulate_overlap(store), tabulate_holders(store), store.query("codes", level="function"))
    app = open_page("overlap", store)
    assert read_title(app) == told[0]
    assert ". ".join(told[1:]) in [text.value for text in app.caption]
    assert read_link(app) == {}


def test_overlap_puts_the_widest_shared_functions_of_the_office_first(store: Store) -> None:
    shown = open_page("overlap", store, sharing="lanzhou").dataframe[0].value
    mine = tabulate_overlap(store, Selection(offices=("lanzhou",)))
    mine = mine.loc[mine["fragmented"]]
    assert shown["Code"].to_list()[:2] == ["LEG.LICENCE", "EDU.TRAIN"]
    assert sorted(shown["Code"]) == sorted(mine["code"])
    assert shown["Lanzhou Customs"].is_monotonic_decreasing


def test_overlap_reads_the_chosen_cell_from_the_link(store: Store) -> None:
    app = open_page("overlap", store, **LICENCE)
    texts = [text.value for text in app.markdown]
    assert texts[0] == (
        "**5** departments · **5** duties · Herfindahl index **0.20** · 10 pairs with the same action · "
        "6 that say the same"
    )
    assert texts[1].startswith("∥ **Approve and certify**: Document Examination and Technology Division · ")
    twins = [text.value for text in app.caption if text.value.startswith("≡ ")]
    assert twins[0].startswith("≡ lanzhou-02-08 · lanzhou-03-15: a reader says that they are the same (likeness")
    assert len(twins) == 6
    assert read_frames(app) == [(1, 0)]
    assert read_link(app) == {key: [value] for key, value in LICENCE.items()}


def test_overlap_says_why_a_cell_is_empty(store: Store) -> None:
    app = open_page("overlap", store, **{**LICENCE, "of": "qingdao"})
    assert app.markdown[0].value.startswith("**Absent**: ")
    mandate = open_page("overlap", store, held="RSK.PARAM", of="gacc", sharing="qingdao")
    assert mandate.markdown[0].value.startswith("Only units that are not compared here hold it")


@pytest.mark.parametrize(("figure", "value"), [("herfindahl", 0.2), ("n_overlaps", 10), ("n_units", 5)])
def test_overlap_shows_the_figure_chosen(store: Store, figure: str, value: float) -> None:
    shown = open_page("overlap", store, sharing="lanzhou", sharing_figure=figure).dataframe[0].value
    assert shown.loc[shown["Code"] == "LEG.LICENCE", "Lanzhou Customs"].to_list() == [value]


def test_overlap_of_one_kind_of_unit_counts_just_that_kind(store: Store) -> None:
    app = open_page("overlap", store, kind="subordinate")
    assert read_title(app).startswith("Dalian shares ")


def test_overlap_that_nothing_passes_warns(store: Store) -> None:
    app = open_page("overlap", store, group="Border control", area="OFF")
    assert [warning.value for warning in app.warning] == [WARNING]


def test_overlap_of_what_nobody_shares_points_to_the_other_functions(store: Store) -> None:
    app = open_page("overlap", store, function="QUA.BIO")
    assert [note.value for note in app.info] == [
        "None of the functions that pass the filters is shared. Choose *All functions* above."
    ]


@pytest.mark.parametrize("language", ["zh", "both"])
def test_overlap_names_in_the_language_chosen(store: Store, language: str) -> None:
    app = open_page("overlap", store, lang=language, **LICENCE)
    name = {"zh": "行政许可", "both": "Administrative licensing 行政许可"}[language]
    assert app.dataframe[0].value["Function"].to_list()[0] == name
