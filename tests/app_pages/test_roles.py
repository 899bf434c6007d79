from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.app_pages.roles import CASCADES, LETTERS, WHY
from analytics.measures import BROKEN, tell_roles
from analytics.measures.roles import CASCADES as ALL_CASCADES
from analytics.measures.roles import STATUSES
from analytics.selection import Selection
from analytics.tables import tabulate_holders, tabulate_roles
from tests.app_pages.test_pages import WARNING, open_page, read_frames, read_link, read_title

if TYPE_CHECKING:
    from analytics.store import Store


def test_roles_tells_how_far_the_rules_are_carried_out(store: Store) -> None:
    told = tell_roles(tabulate_roles(store), tabulate_holders(store))
    app = open_page("roles", store)
    assert read_title(app) == told[0]
    assert ". ".join(told[1:]) in [text.value for text in app.caption]
    assert read_link(app) == {}


def test_roles_knows_every_action_cascade_and_status(store: Store) -> None:
    actions = set(store.query("actions")["action"])
    assert (set(LETTERS["en"]), set(LETTERS["zh"])) == (actions, actions)
    assert set(CASCADES) == set(ALL_CASCADES)
    assert set(STATUSES) <= set(WHY)


def test_roles_lists_the_broken_cascades_first(store: Store) -> None:
    shown = open_page("roles", store).dataframe[0].value
    table = tabulate_roles(store)
    under = table.loc[table["position"] == "under"]
    broken = under.loc[under["cascade"].isin(BROKEN), "code"].nunique()
    assert shown["Code"].nunique() == broken
    assert shown["Cascade"].to_list()[0] == "Rule, not carried out"
    assert shown["Why missing"].to_list()[0] == "Other action"


def test_roles_shows_the_duties_of_both_sides_and_why_one_is_missing(store: Store) -> None:
    app = open_page("roles", store, ruled="CTL.IPR", of="lanzhou")
    texts = [text.value for text in app.markdown]
    assert texts[0] == (
        "**Rule, not carried out** · Lanzhou Customs: absent. 3 of 3 peers state it; the documents give no reason."
    )
    assert [text for text in texts if text.startswith("**") and " · " in text][1:] == [
        "**General Administration of Customs** · 3",
        "**Lanzhou Customs** · 0",
    ]
    assert len(read_frames(app)) == 1


def test_roles_of_the_superior_shows_all_offices_under_it(store: Store) -> None:
    app = open_page("roles", store, ruled="LEG.CASES", of="gacc")
    texts = [text.value for text in app.markdown if text.value.startswith("**")]
    assert texts[0] == (
        "**Carried out, no rule** · General Administration of Customs: other action. "
        "It states the function, but with other actions only."
    )
    assert [text.split("**")[1] for text in texts[1:]] == [
        "General Administration of Customs", "Lanzhou Customs", "Qingdao Customs", "Dalian Customs",
    ]  # fmt: skip


def test_roles_shows_the_cascades_chosen(store: Store) -> None:
    shown = open_page("roles", store, cascade="whole").dataframe[0].value
    table = tabulate_roles(store)
    whole = table.loc[(table["position"] == "under") & (table["cascade"] == "whole"), "code"]
    assert sorted(set(shown["Code"])) == sorted(set(whole))
    none = open_page("roles", store, cascade="none")
    assert [note.value for note in none.info] == ["No function has such a cascade. Choose another above."]


def test_roles_that_nothing_passes_warns(store: Store) -> None:
    app = open_page("roles", store, group="Border control", area="OFF")
    assert [warning.value for warning in app.warning] == [WARNING]


@pytest.mark.parametrize("link", [{"by": "source"}, {"lang": "zh"}, {"office": "lanzhou"}, {"office": "gacc"}])
def test_roles_draws_whatever_the_filters_leave(store: Store, link: dict[str, str]) -> None:
    selection = Selection(scope=link.get("by", "office"), offices=(link["office"],) if "office" in link else ())
    told = tell_roles(tabulate_roles(store, selection), tabulate_holders(store, selection),
                      language=link.get("lang", "en"))  # fmt: skip
    assert read_title(open_page("roles", store, **link)) == told[0]
