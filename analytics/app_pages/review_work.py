"""What the parts of the page Review share: the draft in hand, and how a decision is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.drafts import keep_decisions, undo_decision
from analytics.documents.reviewing import apply_review
from analytics.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from analytics.documents.drafts import Draft
    from analytics.reviews import Decision
    from analytics.store import Store

DUTY, SAID, SPLITTING, MOVING = "duty", "review-said", "splitting", "moving"


@dataclass(frozen=True)
class Work:
    """A draft in a reviewer's hands.

    Attributes
    ----------
    store : Store
    folder : Path
    draft : Draft
        As imported, nothing decided.
    events : DataFrame
        As `analytics.reviews.read_events` gives them.
    table : DataFrame
        As `analytics.documents.reviewing.tabulate_review` gives it; where `blind`, of the reviewer's own codes.
    who : str
    blind : bool
    language : {'en', 'zh', 'both'}
    functions, actions : dict
        What each code is called.
    """

    store: Store
    folder: Path
    draft: Draft
    events: pd.DataFrame
    table: pd.DataFrame
    who: str
    blind: bool
    language: str
    functions: dict[str, str]
    actions: dict[str, str]

    @cached_property
    def reviewed(self) -> Draft:
        """The draft with all that was decided, played once in a rerun."""
        return apply_review(self.draft, self.events)

    def list_unit(self, department_id: str) -> pd.DataFrame:
        """Give the duties of a unit that are ones, in the document's order."""
        held = (self.table["department_id"] == department_id) & (self.table["state"] != "left_out")
        return self.table.loc[held].sort_values("ordinal", ignore_index=True)


def keep(work: Work, decisions: Sequence[Decision], *, then: str = "") -> None:
    """Keep decisions, and go on to the duty `then`; one alone is no batch."""
    try:
        keep_decisions(work.draft.draft_id, decisions, who=work.who)
    except AtlasError as error:
        st.session_state[SAID] = str(error)
        return
    for panel in (SPLITTING, MOVING):
        st.session_state.pop(panel, None)
    if then:
        st.session_state[DUTY] = then


def take_back(work: Work, target: str, *, then: str) -> None:
    """Undo a decision or a batch, and go back to what it was about."""
    try:
        undo_decision(work.draft.draft_id, target, who=work.who)
    except AtlasError as error:
        st.session_state[SAID] = str(error)
        return
    st.session_state[DUTY] = then
