from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from analytics.app_pages.change import CHANGES, NONE, NOTES
from analytics.measures import CHANGES as ALL_CHANGES
from analytics.measures import tell_changes
from analytics.tables import tabulate_changes, tabulate_holders, tabulate_successions
from tests.app_pages.test_pages import WARNING, open_page, read_link, read_title

if TYPE_CHECKING:
    from analytics.store import Store


def tell(store: Store, *, language: str = "en") -> list[str]:
    return tell_changes(
        tabulate_changes(store), tabulate_successions(store), store.query("holders", scope="source"),
        store.query("codes", level="function"), language=language,
    )  # fmt: skip


def test_change_says_that_what_is_not_restated_is_not_lost(store: Store) -> None:
    app = open_page("change", store)
    assert read_title(app) == tell(store)[0]
    assert read_title(app).endswith("are not restated, which is not to say lost")
    assert any(
        text.value.startswith("**GACC mandate is brief**: 11 comparable duties against 118") for text in app.markdown
    )
    assert read_link(app) == {}
    assert read_title(open_page("change", store, lang="zh")) == tell(store, language="zh")[0]


@pytest.mark.parametrize(
    ("language", "name", "columns"),
    [
        ("en", "GACC directory", ["completeness"]),
        ("zh", "总署名录", ["completeness_zh"]),
        ("both", "GACC directory 总署名录", ["completeness", "completeness_zh"]),
    ],
)
def test_change_says_what_the_documents_hold_in_the_reader_s_language(
    store: Store, language: str, name: str, columns: list[str]
) -> None:
    app = open_page("change", store, lang=language)
    older = store.query("sources").set_index("source_id").to_dict("index")["gacc-directory"]
    told = f"**{name}**, 2001 to 2013-07: {' '.join(older[column] for column in columns)}"
    assert told in [text.value for text in app.caption]


def test_change_knows_every_change() -> None:
    assert (sorted(CHANGES), sorted(NOTES)) == (sorted(ALL_CHANGES), sorted(ALL_CHANGES))


def test_change_draws_just_the_counts_of_the_table(store: Store) -> None:
    app = open_page("change", store)
    (chart,) = app.get("plotly_chart")
    drawn = {
        (area, change): n
        for trace in json.loads(chart.proto.spec)["data"]
        for (area, change), n in zip(trace["customdata"], trace["text"], strict=True)
    }
    counts = tabulate_changes(store).groupby(["area", "change"]).size()
    assert {key: int(n) for key, n in drawn.items()} == counts.to_dict()
    shown = app.dataframe[0].value
    assert len(shown) == int(counts.sum())


def test_change_shows_the_duties_of_both_documents(store: Store) -> None:
    app = open_page("change", store, changed="TAX", how="merged")
    texts = [text.value for text in app.markdown]
    assert "#### Collection and revenue monitoring · in fewer duties" in texts
    assert texts.count("**GACC mandate** · 1") == 4
    linked = [text.value for text in app.caption if text.value.startswith(":material/link:")]
    assert len(linked) == 4
    assert all("gacc-mandate-00-04 answers to gacc-directory-" in link for link in linked)
    assert read_link(app) == {"changed": ["TAX"], "how": ["merged"]}


def test_change_says_so_where_an_area_met_no_such_fate(store: Store) -> None:
    app = open_page("change", store, changed="QUA", how="kept")
    assert [note.value for note in app.info] == ["No function of this area met this fate. Choose another above."]


def test_change_of_an_office_with_one_document_says_what_is_wanted(store: Store) -> None:
    app = open_page("change", store, office="lanzhou")
    assert read_title(app) == "No office that is compared has two dated documents"
    assert [note.value for note in app.info] == [NONE]


def test_change_that_nothing_passes_warns(store: Store) -> None:
    app = open_page("change", store, group="Border control", area="OFF")
    assert [warning.value for warning in app.warning] == [WARNING]


def test_changes_of_every_function_are_counted_once(store: Store) -> None:
    changes = tabulate_changes(store)
    assert not changes.duplicated(["older_id", "newer_id", "code"]).any()
    holders = tabulate_holders(store).set_index("holder_id")
    assert set(changes["office_id"]) <= set(holders.index)
