"""Whether a text is of the register's world."""

from __future__ import annotations

import numpy as np

from analytics.tagging import Tagger
from analytics.tagging.domain import Gate
from analytics.tagging.fusion import COLUMNS, Workshop
from analytics.tagging.views import Views
from tests.tagging.small import LEXICON, lay_material, lay_strangers, lay_texts

STRANGE = np.array([True, True, False, False])


def lay_evidence(*domain: float) -> np.ndarray:
    """Lay evidence of two functions that speaks of the domain alone."""
    evidence = np.zeros((len(domain), 2, len(COLUMNS)), dtype=np.float32)
    evidence[:, :, COLUMNS["domain_words"]] = np.array(domain)[:, None]
    return evidence


def test_gate_tells_strangers_by_the_evidence() -> None:
    gate = Gate(lay_evidence(-2, -1, 1, 2), STRANGE, COLUMNS)

    assert (gate.judge(lay_evidence(-3, 3)) > 0.5).tolist() == [False, True]


def test_gate_stands_open_where_no_stranger_was_seen() -> None:
    gate = Gate(lay_evidence(-2, -1, 1, 2), np.zeros(4, dtype=bool), COLUMNS)

    assert gate.judge(lay_evidence(-3, 3)).tolist() == [1.0, 1.0]


def test_gate_judges_no_text() -> None:
    gate = Gate(lay_evidence(-2, -1, 1, 2), STRANGE, COLUMNS)

    assert gate.judge(lay_evidence()).tolist() == []


def test_tagger_gives_a_stranger_no_probability() -> None:
    tagger = Tagger(Workshop(lay_material(strangers=lay_strangers()), Views(LEXICON)))
    told = tagger.judge(lay_texts(("Feeds tigers and monkeys", "en"), ("Handles laboratory samples", "en")))

    assert told.any(axis=1).tolist() == [False, True]
