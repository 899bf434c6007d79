"""What people decided, kept for good in a file of its own, whatever is rebuilt.

SQLite in WAL mode: one row a decision, nothing is overwritten. Decisions on pairs of duties, where the newest
counts from whichever side it was made; and decisions on drafts, which are replayed over the draft.
"""

from analytics.reviews.drafts import (
    EVENT_COLUMNS,
    KINDS,
    Decision,
    read_events,
    record,
    record_many,
    stamp_events,
    undo,
)
from analytics.reviews.file import REVIEWS
from analytics.reviews.pairs import (
    COLUMNS,
    VERDICTS,
    apply_decisions,
    decide,
    read_decisions,
    read_history,
    stamp_decisions,
)

__all__ = [
    "COLUMNS",
    "EVENT_COLUMNS",
    "KINDS",
    "REVIEWS",
    "VERDICTS",
    "Decision",
    "apply_decisions",
    "decide",
    "read_decisions",
    "read_events",
    "read_history",
    "record",
    "record_many",
    "stamp_decisions",
    "stamp_events",
    "undo",
]
