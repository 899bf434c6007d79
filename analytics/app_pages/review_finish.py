"""A reviewed draft goes beside the other offices, or into the register for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.commands import list_shown, rebuild, run_command, tell_later
from analytics.app_pages.drafts import DATA_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.app_pages.review_work import Work
    from analytics.store import Store


def put_beside(store: Store, folder: Path) -> None:
    """Build the store with this draft and those that stand in it, then show it."""
    others = [each for each in list_shown(store) if each.resolve() != folder.resolve()]
    if rebuild(store, [*others, folder]):
        tell_later(f"{folder.name} stands beside the others now, marked as a draft, on every page.")
        st.rerun()


def show_finish(work: Work) -> None:
    """Offer to compare the draft with the others, and to accept it into the register."""
    states = work.table["state"].value_counts()
    n_open, n_differ = int(states.get("open", 0)), int(states.get("differs", 0))
    source = work.reviewed.sources.iloc[0]
    if not (source["valid_from"] or source["valid_to"]):
        st.warning(
            "The document bears no date: no gap of this office will count as real, since it may be older than the "
            "others. Set it under *Names and facts*.",
            icon=":material/event_busy:",
        )
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**Compare it as a draft.** It stays here to be reviewed further.")
        beside = st.button("Put it beside the others", key="put-beside", icon=":material/view_column:")
    with right:
        st.markdown("**Accept it into the register.** It is no draft any more, and leaves this page.")
        if n_open or n_differ:
            st.caption(
                f"{n_open} duties are open and {n_differ} differ: open ones keep the machine's suggestion, and stay "
                "marked so; of differing ones the newest coding holds."
            )
        sure = st.checkbox("I have looked at what is open", key="accept-sure")
        accept = st.button("Accept into the register", key="accept-draft", type="primary", disabled=not sure)
    if beside:
        put_beside(work.store, work.folder)
    if accept:
        _accept(work)


def _accept(work: Work) -> None:
    others = [each for each in list_shown(work.store) if each.resolve() != work.folder.resolve()]
    done, said = run_command("accept", str(work.folder), "--data", str(DATA_PATH), label="Accepting …")
    if not done:
        st.error(said)
    elif rebuild(work.store, others):
        tell_later(f"{work.folder.name} is accepted, and stands in the comparison like every other office.")
        st.rerun()
