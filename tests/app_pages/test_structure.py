from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.measures import (
    list_disagreements,
    name_mains,
    tell_colocation,
    tell_organisation,
    tell_similarity,
    tell_tree,
)
from analytics.selection import Selection
from analytics.tables import (
    tabulate_colocation,
    tabulate_holders,
    tabulate_organisation,
    tabulate_similarity,
    tabulate_structure,
)
from tests.app_pages.test_pages import check, open_page, read_link, read_title

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from analytics.store import Store

VIEWS = ["areas", "tree", "offices", "organisation"]


def tell(store: Store, view: str, selection: Selection) -> str:
    """Say what the measures say of a picture."""
    language = "zh" if selection.language == "zh" else "en"
    holders, offices = tabulate_holders(store, selection), tabulate_holders(store)
    if view == "areas":
        divided = list_disagreements(tabulate_colocation(store, selection))
        return tell_colocation(divided, store.query("codes", level="area"), holders, language=language)
    if view == "tree":
        return tell_tree(tabulate_structure(store, selection), language=language)
    if view == "offices":
        return tell_similarity(tabulate_similarity(store, selection), holders, language=language)
    mains = name_mains(tabulate_organisation(store, selection))
    return tell_organisation(mains, store.query("departments"), offices, language=language)


def list_texts(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


@pytest.mark.parametrize("language", ["en", "zh", "both"])
@pytest.mark.parametrize("view", VIEWS)
def test_structure_tells_what_the_measure_says(store: Store, view: str, language: str) -> None:
    app = open_page("structure", store, structure=view, lang=language)

    assert read_title(app) == tell(store, view, Selection(language=language))


@pytest.mark.parametrize("view", VIEWS)
def test_structure_compares_documents_and_two_offices_too(store: Store, view: str) -> None:
    documents = open_page("structure", store, structure=view, by="source")
    two = open_page("structure", store, structure=view, office=["lanzhou", "dalian"], action=["RULE"])

    assert read_title(documents) == tell(store, view, Selection(scope="source", language="en"))
    chosen = Selection(offices=("lanzhou", "dalian"), actions=("RULE",), language="en")
    assert read_title(two) == tell(store, view, chosen)


@pytest.mark.parametrize("view", VIEWS)
def test_structure_draws_with_one_office_or_nothing(store: Store, view: str) -> None:
    cases: list[tuple[dict[str, str], Selection]] = [
        ({"office": "lanzhou"}, Selection(offices=("lanzhou",), language="en")),
        ({"kind": "society", "office": "lanzhou"}, Selection(offices=("lanzhou",), kinds=("society",), language="en")),
        ({"area": "TAX"}, Selection(areas=("TAX",), language="en")),
    ]
    for link, chosen in cases:
        app = open_page("structure", store, structure=view, **link)
        check(app)
        assert read_title(app) == tell(store, view, chosen)


def test_structure_begins_with_the_pair_of_areas_most_divided(store: Store) -> None:
    app = open_page("structure", store)

    texts = list_texts(app)
    assert texts[:2] == [
        "**Lanzhou and Dalian**: 6 pairs of areas together in one, apart in the other",
        "**GACC**: together, both mostly in Personnel and Education Department",
    ]
    assert read_link(app) == {}


def test_structure_shows_the_pair_of_areas_of_a_link(store: Store) -> None:
    app = open_page("structure", store, area_one="INS", area_two="DIS")

    told = [text for text in list_texts(app) if text.startswith(("**GACC**", "**Lanzhou**"))]
    assert told == [
        "**GACC**: no department states Discipline and integrity",
        "**Lanzhou**: together, both mostly in Discipline Supervision and Audit Office",
    ]


def test_structure_lists_the_disagreements_as_a_table(store: Store) -> None:
    shown = open_page("structure", store).dataframe[0].value

    divided = list_disagreements(tabulate_colocation(store))
    assert len(shown) == len(divided)
    assert shown.iloc[0].to_list() == ["Personnel", "Education and training", "GACC, Lanzhou", "Qingdao, Dalian"]


def test_structure_shows_a_department_beside_its_next_of_kin(store: Store) -> None:
    app = open_page("structure", store, structure="tree", unit="lanzhou-09")
    row = tabulate_structure(store).set_index("department_id").loc["lanzhou-09"]

    titles = [text for text in list_texts(app) if text.startswith("**")]
    assert titles == [
        f"**Lanzhou: Service Centre** · {row['n_duties']}",
        f"**Most alike elsewhere, cosine {row['likeness']:.2f}: Dalian: Service Centre** · 13",
    ]


def test_structure_shows_the_duties_of_a_unit_in_the_chart(store: Store) -> None:
    app = open_page("structure", store, structure="organisation", chart_of="qingdao", unit="qingdao-13")

    units = tabulate_organisation(store, Selection(offices=("qingdao",)))
    assert len(app.dataframe[0].value) == len(units)
    n_duties = units.loc[units["department_id"] == "qingdao-13", "n_duties"].sum()
    assert f"**Post-clearance Audit Division** · {n_duties}" in list_texts(app)


def test_structure_ranks_what_two_offices_do_differently(store: Store) -> None:
    app = open_page("structure", store, structure="offices", like_one="lanzhou", like_two="qingdao")

    differences = app.dataframe[1].value
    assert list(differences.columns) == ["Function", "Lanzhou, %", "Qingdao, %", "Difference"]
    assert differences["Difference"].abs().is_monotonic_decreasing
    assert [text.split(" · ")[0] for text in list_texts(app)[1:] if text.startswith("**")] == [
        "**Lanzhou**",
        "**Qingdao**",
    ]
