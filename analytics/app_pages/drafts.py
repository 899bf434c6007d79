"""Drafts for pages: where they are, read once, and their review tabulated once a decision."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analytics import reviews
from analytics.documents.drafts import Draft, read_draft
from analytics.documents.reviewing import hide_others, tabulate_review
from analytics.reviews import REVIEWS
from analytics.store import DATA, DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from analytics.reviews import Decision

DATA_PATH = Path(os.environ.get("DUTY_ATLAS_DATA", DATA))
SOURCES_PATH = Path(os.environ.get("DUTY_ATLAS_SOURCES", DOCUMENTS))
DRAFTS = Path(os.environ.get("DUTY_ATLAS_DRAFTS", DATA_PATH / "drafts"))


def find_drafts() -> dict[str, Path]:
    """List the draft folders by name."""
    return {path.name: path for path in sorted(DRAFTS.glob("[!.]*")) if path.is_dir()}


@st.cache_data(max_entries=8, show_spinner=False)
def _read(folder: Path, stamp: int) -> Draft:  # noqa: ARG001  (a changed file is a new entry)
    return read_draft(folder)


def load_draft(folder: Path) -> Draft:
    """Read a draft; see `analytics.documents.drafts.read_draft`."""
    return _read(folder, max((path.stat().st_mtime_ns for path in folder.rglob("*.csv")), default=0))


@st.cache_data(max_entries=8, show_spinner=False)
def _read_events(draft_id: str, path: Path, stamp: int) -> pd.DataFrame:  # noqa: ARG001  (a new decision: a new entry)
    return reviews.read_events(draft_id, path=path)


def load_events(draft_id: str) -> pd.DataFrame:
    """Give every decision on a draft."""
    return _read_events(draft_id, REVIEWS, reviews.stamp_events(draft_id, path=REVIEWS))


@st.cache_data(max_entries=16, show_spinner=False)
def _tabulate(draft_id: str, path: Path, stamp: int, only: str, _draft: Draft) -> pd.DataFrame:
    events = _read_events(draft_id, path, stamp)
    return tabulate_review(_draft, hide_others(events, only) if only else events)


def load_review(draft: Draft, *, only: str = "") -> pd.DataFrame:
    """Give a draft's duties with what people said of them; of one reviewer only, where named."""
    draft_id = draft.draft_id
    return _tabulate(draft_id, REVIEWS, reviews.stamp_events(draft_id, path=REVIEWS), only, draft)


def keep_decisions(draft_id: str, decisions: Sequence[Decision], *, who: str) -> None:
    """Keep one decision, or several as a batch."""
    if len(decisions) == 1:
        reviews.record(draft_id, decisions[0], who=who, path=REVIEWS)
    else:
        reviews.record_many(draft_id, decisions, who=who, path=REVIEWS)


def undo_decision(draft_id: str, target: str, *, who: str) -> None:
    """Undo a decision by its number, or a batch."""
    reviews.undo(draft_id, target, who=who, path=REVIEWS)
