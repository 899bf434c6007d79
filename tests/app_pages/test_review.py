from __future__ import annotations

import dataclasses
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.documents.drafts import read_draft, write_draft
from analytics.reviews import Decision, read_events, record
from tests.documents.small_draft import LEFT_OUT, TEXTS, lay_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analytics.store import Store

FIRST = "x-01-03"  # nothing is suggested for it: the most doubtful


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the small draft where the page looks for drafts."""
    monkeypatch.setattr("analytics.app_pages.drafts.DRAFTS", tmp_path / "drafts")
    monkeypatch.setattr("analytics.app_pages.drafts.REVIEWS", tmp_path / "reviews.sqlite")
    write_draft(lay_draft(), "# Draft x\n", out=tmp_path / "drafts" / "x")
    return tmp_path / "drafts" / "x"


def draw(store: object) -> None:
    from analytics.app_pages import review

    review.render(store)  # type: ignore[arg-type]


def check(app: AppTest) -> AppTest:
    assert [(error.message, error.value) for error in app.exception] == []
    return app


@pytest.fixture
def open_page(folder: Path, store: Store) -> Callable[..., AppTest]:
    """Open the page anew, as a browser would; with a name, somebody says who they are."""
    assert folder.is_dir()

    def open_anew(who: str = "", **link: str) -> AppTest:
        app = AppTest.from_function(draw, kwargs={"store": store}, default_timeout=30)
        for key, value in link.items():
            app.query_params[key] = value
        check(app.run())
        return check(app.text_input(key="who").set_value(who).run()) if who else app

    return open_anew


@pytest.fixture
def page(open_page: Callable[..., AppTest]) -> AppTest:
    return open_page("Li")


def press(app: AppTest, label: str) -> AppTest:
    return check(app.button(key=f"review-{label}").click().run())


def read_turn(app: AppTest) -> str:
    """Name the duty whose turn it is, by the link."""
    duty = app.query_params["duty"]
    return duty if isinstance(duty, str) else duty[0]


def find_field(app: AppTest, kind: str, start: str) -> Any:
    (field,) = [field for field in getattr(app, kind) if str(field.key).startswith(start)]
    return field


def list_events(folder: Path) -> list[tuple[Any, ...]]:
    events = read_events(read_draft(folder).draft_id, path=folder.parents[1] / "reviews.sqlite")
    return [(row["kind"], row["target_id"], row["content"], row["who"]) for row in events.to_dict("records")]


def decide(folder: Path, who: str, kind: str, target: str, **content: Any) -> None:
    """Let somebody else decide, elsewhere."""
    path = folder.parents[1] / "reviews.sqlite"
    record(read_draft(folder).draft_id, Decision(kind, target, content), who=who, path=path)


def test_page_without_drafts_says_where_they_come_from(folder: Path, open_page: Callable[..., AppTest]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    app = open_page()
    assert app.title[0].value == "No draft waits for review"
    assert app.info[0].value == "Read a document on the page **Add an office**; it comes here."


def test_page_tells_how_far_the_review_is_and_shows_the_doubtful_first(page: AppTest) -> None:
    assert page.title[0].value == "0 of 4 duties of x are reviewed"
    assert read_turn(page) == FIRST
    assert f"#### {TEXTS[FIRST]}" in [text.value for text in page.markdown]
    assert "**Nothing is suggested**: no code is sure enough for this text." in [text.value for text in page.markdown]
    assert page.button(key="review-Accept").disabled


def test_nobody_without_a_name_decides(open_page: Callable[..., AppTest]) -> None:
    app = open_page(duty="x-01-01")
    assert app.warning[0].value == "Say your name above: a decision needs a person."
    for label in ("Accept", "Save correction", "Not a duty", "Split", "Join with next", "Move", "Undo"):
        assert app.button(key=f"review-{label}").disabled
    assert not app.button(key="review-Next").disabled


def test_each_act_has_its_key(page: AppTest) -> None:
    keys = {button.label: button.proto.shortcut for button in page.button if button.proto.shortcut}
    assert keys == {
        "Accept": "a", "Save correction": "s", "Not a duty": "x", "Split": "t", "Join with next": "j", "Move": "m",
        "Undo": "u", "Previous": "p", "Next": "n",
    }  # fmt: skip


def test_accepting_keeps_the_suggestion_with_the_gists_and_goes_on(
    open_page: Callable[..., AppTest], folder: Path
) -> None:
    page = open_page("Li", duty="x-01-01")
    find_field(page, "text_input", "gist_en-x-01-01").set_value(" Sets duty rates ")
    press(page, "Accept")
    content = {
        "functions": "TAX.POLICY;TAX.ORIGIN",
        "action": "RULE",
        "from": "suggestion",
        "gist_en": "Sets duty rates",
    }
    assert list_events(folder) == [("code", "x-01-01", content, "Li")]
    assert page.title[0].value == "1 of 4 duties of x are reviewed"
    assert read_turn(page) == FIRST


def test_correction_keeps_what_the_fields_say(page: AppTest, folder: Path) -> None:
    find_field(page, "multiselect", "functions-").set_value(["TAX.VALUE", "TAX.CLASSIFY"])
    find_field(page, "selectbox", "action-").set_value("EXECUTE")
    press(page, "Save correction")
    content = {"functions": "TAX.VALUE;TAX.CLASSIFY", "action": "EXECUTE", "from": "person"}
    assert list_events(folder) == [("code", FIRST, content, "Li")]


def test_saving_the_suggestion_unchanged_counts_as_accepted(open_page: Callable[..., AppTest], folder: Path) -> None:
    press(open_page("Li", duty="x-01-02"), "Save correction")
    content = {"functions": "OFF.RECORDS", "action": "MANAGE", "from": "suggestion"}
    assert list_events(folder) == [("code", "x-01-02", content, "Li")]


def test_saving_without_codes_says_what_is_lacking(page: AppTest, folder: Path) -> None:
    press(page, "Save correction")
    assert page.error[0].value == f"{FIRST} is not coded: choose at least one function, and an action."
    assert list_events(folder) == []


def test_what_is_no_duty_is_left_out_and_can_be_brought_back(page: AppTest, folder: Path) -> None:
    press(page, "Not a duty")
    assert page.title[0].value == "1 of 4 duties of x are reviewed"
    press(page, "Undo")
    assert page.title[0].value == "0 of 4 duties of x are reviewed"
    assert read_turn(page) == FIRST
    assert [event[:2] for event in list_events(folder)] == [("leave_out", FIRST), ("undo", "1")]


def test_split_shows_both_parts_before_it_is_done(open_page: Callable[..., AppTest], folder: Path) -> None:
    app = press(open_page("Li", duty="x-01-01"), "Split")
    assert app.text[0].value == "1  Sets duty rates;\n2  checks origin."
    check(app.button(key="split-here").click().run())
    assert list_events(folder) == [("split", "x-01-01", {"offsets": [17], "length": 31}, "Li")]
    assert app.title[0].value == "0 of 5 duties of x are reviewed"
    assert read_turn(app) == "x-01-01"


def test_join_takes_the_next_duty_of_the_unit(open_page: Callable[..., AppTest], folder: Path) -> None:
    app = press(open_page("Li", duty="x-01-01"), "Join with next")
    assert list_events(folder) == [("join", "x-01-01", {"with": "x-01-02"}, "Li")]
    assert f"#### {TEXTS['x-01-01']} {TEXTS['x-01-02']}" in [text.value for text in app.markdown]


def test_last_duty_of_a_unit_has_none_to_join(page: AppTest) -> None:
    assert read_turn(page) == "x-01-03"
    assert page.button(key="review-Join with next").disabled


def test_many_are_accepted_and_undone_at_once(page: AppTest, folder: Path) -> None:
    check(page.slider(key="accept-from").set_value(70).run())
    said = "**2 of 4 open duties** reach 70 %; 80% of their main functions are expected to be right."
    assert said in [text.value for text in page.markdown]
    check(page.button(key="accept-many").click().run())
    assert page.title[0].value == "2 of 4 duties of x are reviewed"
    press(page, "Undo")
    assert page.title[0].value == "0 of 4 duties of x are reviewed"
    assert [event[0] for event in list_events(folder)] == ["code", "code", "undo"]


def test_unit_is_renamed(page: AppTest, folder: Path) -> None:
    (name,) = [field for field in page.text_input if field.label == "Its name, in Chinese"]
    name.set_value("关税处")
    (submit,) = [button for button in page.button if button.label == "Rename the unit"]
    check(submit.click().run())
    told = {"name_en": "Tariff", "name_zh": "关税处", "kind": "department"}
    assert list_events(folder) == [("rename", "x-01", told, "Li")]


def test_office_s_new_name_is_its_short_name_too(page: AppTest, folder: Path) -> None:
    (field,) = [field for field in page.text_input if field.label == "Name, in English"]
    field.set_value("Linzhou Customs")
    (submit,) = [button for button in page.button if button.label == "Save these facts"]
    check(submit.click().run())
    told = {"name_en": "Linzhou Customs", "short_en": "Linzhou"}
    assert list_events(folder) == [("describe", "x", told, "Li")]


@pytest.mark.parametrize(
    ("value", "kept", "error"),
    [
        ("2018-04", [("describe", "x", {"valid_from": "2018-04"}, "Li")], []),
        ("spring", [], ["'spring' is no date. Remedy: write a year, year-month or date, such as 2018-04."]),
    ],
)
def test_facts_are_kept_where_they_can_be(
    page: AppTest, folder: Path, value: str, kept: list[Any], error: list[str]
) -> None:
    (field,) = [field for field in page.text_input if field.label == "Valid from (year, month or date)"]
    field.set_value(value)
    (submit,) = [button for button in page.button if button.label == "Save these facts"]
    check(submit.click().run())
    assert list_events(folder) == kept
    assert [each.value for each in page.error] == error


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("How complete it is", {"completeness": "Complete.", "completeness_zh": "齐全。"}),
        ("What in the text shows these dates", {"dating": "Its footer.", "dating_zh": "页脚。"}),
    ],
)
def test_what_a_document_shows_is_told_in_each_language(
    page: AppTest, folder: Path, label: str, told: dict[str, str]
) -> None:
    fields = {field.label: field for field in page.text_input}
    for language, words in zip(("English", "Chinese"), told.values(), strict=True):
        fields[f"{label}, in {language}"].set_value(words)
    (submit,) = [button for button in page.button if button.label == "Save these facts"]
    check(submit.click().run())
    assert list_events(folder) == [("describe", "x", told, "Li")]


def test_second_reviewer_sees_no_codes_of_the_first(open_page: Callable[..., AppTest], folder: Path) -> None:
    decide(folder, "Wang", "code", "x-01-02", functions="OFF.RECORDS", action="MANAGE", **{"from": "suggestion"})
    app = open_page("Li")
    assert app.title[0].value == "1 of 4 duties of x are reviewed"
    check(app.toggle(key="blind").set_value(True).run())
    assert app.title[0].value == "0 of 4 duties of x are reviewed by you"
    assert not [text.value for text in [*app.markdown, *app.caption] if "Wang" in text.value]


def test_differing_duties_are_settled(open_page: Callable[..., AppTest], folder: Path) -> None:
    for who, function in (("Wang", "OFF.RECORDS"), ("Zhao", "OFF.DRAFT")):
        for duty in ("x-01-02", "x-01-03"):
            decide(folder, who, "code", duty, functions=function, action="MANAGE", **{"from": "person"})
    app = open_page("Li", show="differs")
    told = [text.value for text in app.markdown if ":material/person:" in text.value]
    assert told == [
        ":material/person: **Wang**: Documents, archives, seals and secrecy · Manage resources and systems",
        ":material/person: **Zhao**: Plans, drafting and overall coordination · Manage resources and systems",
    ]
    press(app, "Save correction")
    assert list_events(folder)[-1][2]["settles"] is True
    assert app.title[0].value == "1 of 4 duties of x are reviewed"
    assert "1 duty differs: show by “Differing” above, and settle." in [text.value for text in app.caption]


def test_decisions_outlive_the_browser(open_page: Callable[..., AppTest]) -> None:
    press(open_page("Li"), "Not a duty")
    assert open_page().title[0].value == "1 of 4 duties of x are reviewed"


def test_link_names_the_draft_so_that_another_draft_never_takes_its_place(
    open_page: Callable[..., AppTest], folder: Path
) -> None:
    link = open_page().query_params["draft"]
    linked = link if isinstance(link, str) else link[0]
    draft = dataclasses.replace(lay_draft(), offices=lay_draft().offices.assign(name_en="Early"))
    write_draft(draft, "", out=folder.with_name("a"))
    assert open_page().title[0].value == "0 of 4 duties of Early are reviewed"
    assert open_page(draft=linked).title[0].value == "0 of 4 duties of x are reviewed"


def test_filters_choose_what_is_gone_through(open_page: Callable[..., AppTest], folder: Path) -> None:
    decide(folder, "Li", "leave_out", "x-02-01")
    assert read_turn(open_page(show="decided")) == "x-02-01"
    assert read_turn(open_page(show="all", order="document")) == "x-01-01"
    app = open_page(unit="x-02")
    assert app.success[0].value == "Nothing is left here: choose another state or unit above, or go on below."


def test_table_shows_every_duty_in_the_document_s_order(page: AppTest) -> None:
    duties, left_out = [frame.value for frame in page.dataframe]
    assert duties["Duty"].to_list() == list(TEXTS)
    assert left_out.to_numpy().tolist() == [list(row[2:]) for row in LEFT_OUT]
    assert [button.label for button in page.download_button] == ["Download CSV (4 rows)", "Download CSV (2 rows)"]


def test_duty_and_those_after_it_move_to_another_unit(open_page: Callable[..., AppTest], folder: Path) -> None:
    app = press(open_page("Li", duty="x-01-02", show="all"), "Move")
    assert app.radio(key="extent-x-01-02").options == ["This duty", "This duty and the 1 after it in its unit"]
    check(app.radio(key="extent-x-01-02").set_value("rest").run())
    assert app.selectbox(key="to-x-01-02").options == ["(without a name) · x-02", "A new unit"]
    check(app.button(key="move-here").click().run())
    assert list_events(folder) == [("move", "x-01-02", {"duties": ["x-01-02", "x-01-03"], "to": "x-02"}, "Li")]
    assert any(text.value.startswith("**(unit without a name)** · x-01-02") for text in app.markdown)
    press(app, "Undo")
    assert any(text.value.startswith("**Tariff** · x-01-02") for text in app.markdown)


def test_new_unit_needs_a_name_and_is_there_to_move_to(open_page: Callable[..., AppTest], folder: Path) -> None:
    app = press(open_page("Li", duty="x-01-02", show="all"), "Move")
    check(app.selectbox(key="to-x-01-02").set_value("new").run())
    check(app.button(key="move-here").click().run())
    assert app.error[0].value == "A new unit needs a name. Remedy: write its name in English or Chinese."
    assert list_events(folder) == []
    app.text_input(key="name_en-new-x-01-02").set_value("Seals ")
    check(app.button(key="move-here").click().run())
    content = {"duties": ["x-01-02"], "name_en": "Seals", "kind": "department"}
    assert list_events(folder) == [("move", "x-01-02", content, "Li")]
    press(app, "Move")
    assert "Seals · x-03" in app.selectbox(key="rename-unit-x-03").options
    assert app.selectbox(key="to-x-01-02").options == ["Tariff · x-01", "(without a name) · x-02", "A new unit"]


def test_what_is_no_unit_leaves_its_duties_to_the_one_before_it(
    open_page: Callable[..., AppTest], folder: Path
) -> None:
    app = open_page("Li", duty="x-02-01", show="all")
    assert app.selectbox(key="heir-x-02").value == "x-01"
    check(app.button(key="dissolve").click().run())
    assert list_events(folder) == [("dissolve", "x-02", {"to": "x-01"}, "Li")]
    assert any(text.value.startswith("**Tariff** · x-02-01") for text in app.markdown)


def test_line_that_was_left_out_is_taken_for_a_duty(open_page: Callable[..., AppTest], folder: Path) -> None:
    decide(folder, "Li", "take", "x-02", start=62, end=77)
    app = open_page(duty="x-02-02", show="all")
    assert f"#### {LEFT_OUT[0][3]}" in [text.value for text in app.markdown]
    assert app.title[0].value == "0 of 5 duties of x are reviewed"
    assert app.dataframe[1].value.to_numpy().tolist() == [list(LEFT_OUT[1][2:])]


def test_what_stands_around_the_page_comes_last_among_what_was_left_out(
    folder: Path, open_page: Callable[..., AppTest]
) -> None:
    draft = lay_draft()
    menu = draft.left_out.assign(why=["navigation or page furniture", "line that is no sentence"])
    write_draft(dataclasses.replace(draft, left_out=menu), "", out=folder.with_name("y"))
    assert open_page(draft="y").dataframe[1].value["Line"].to_list() == [6, 4]


def test_draft_without_suggestions_is_reviewed_all_the_same(folder: Path, open_page: Callable[..., AppTest]) -> None:
    draft = dataclasses.replace(lay_draft(), suggestions=lay_draft().suggestions.iloc[:0])
    write_draft(draft, "", out=folder.with_name("y"))
    assert open_page(draft="y").title[0].value == "0 of 4 duties of x are reviewed"


@pytest.mark.parametrize(("dates", "n_warnings"), [({"valid_from": "", "valid_to": ""}, 1), ({"valid_to": "2019"}, 0)])
def test_finishing_warns_of_a_document_without_a_date(
    folder: Path, open_page: Callable[..., AppTest], dates: dict[str, str], n_warnings: int
) -> None:
    draft = read_draft(folder)
    sources = draft.sources.assign(**{"valid_from": "", "valid_to": "", **dates})
    shutil.rmtree(folder)
    write_draft(dataclasses.replace(draft, sources=sources), "# Draft x\n", out=folder)
    page = open_page("Li")
    assert sum("bears no date" in warning.value for warning in page.warning) == n_warnings
