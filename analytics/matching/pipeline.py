"""From register and labels to alignment: texts, vectors, channels, fusion, counterparts, clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.errors import UsageError
from analytics.matching.alignment import align_sources, learn_matcher
from analytics.matching.channels import Profile, Reference
from analytics.matching.clusters import find_clusters, settle_exact
from analytics.matching.duplicates import NO_VERDICTS, find_duplicates, read_verdicts
from analytics.matching.labels import read_labels
from analytics.matching.scoring import measure_thresholds
from analytics.matching.texts import DutyTexts, gather_texts
from analytics.register import split_codes
from analytics.tagging import suggest_left_out
from analytics.text.dictionary import has_dictionary
from analytics.text.encoders import Encoder, hash_text, open_encoder
from analytics.text.lexicon import Lexicon, read_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from analytics.register import Register
    from analytics.tagging.views import Encode


class VectorCache:
    """An encoder that encodes each text once, and keeps what it knows."""

    def __init__(self, encoder: Encoder, known: pd.DataFrame) -> None:
        self.encoder = encoder
        mine = known.loc[known["fingerprint"] == encoder.fingerprint]
        self._vectors = {
            h: np.asarray(v, dtype=np.float32) for h, v in zip(mine["text_hash"], mine["vector"], strict=True)
        }
        self._used: set[str] = set()
        self.n_encoded = 0

    def encode(self, texts: Sequence[str], language: str) -> np.ndarray:
        """Give an array of shape (len(texts), dim)."""
        keys = [hash_text(f"{language}\n{text}") for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._vectors}
        if new:
            vectors = self.encoder.encode(list(new.values()), language)
            self._vectors.update(zip(new, vectors, strict=True))
            self.n_encoded += len(new)
        self._used.update(keys)
        return np.stack([self._vectors[key] for key in keys])

    def tabulate(self) -> pd.DataFrame:
        """Give the vectors that were used: `fingerprint`, `text_hash`, `vector`."""
        keys = sorted(self._used)
        vectors = [self._vectors[key].tolist() for key in keys]
        return pd.DataFrame({"fingerprint": self.encoder.fingerprint, "text_hash": keys, "vector": vectors})


def match_duties(
    register: Register,
    data: Path,
    *,
    vectors: pd.DataFrame,
    encoder: str = "",
    wordings: pd.DataFrame | None = None,
    whole: Register | None = None,
) -> tuple[dict[str, pd.DataFrame], str]:
    """Align the duties of the register and of what stands beside it.

    Parameters
    ----------
    register : Register
        What the matcher learns from.
    data : Path
        The folder that holds `lexicon.csv`, `labels/alignment.csv` and `labels/duplicates.csv`.
    vectors : DataFrame
        Sentence vectors known from before: `fingerprint`, `text_hash`, `vector`.
    encoder : str
        See `analytics.text.encoders.open_encoder`.
    wordings : DataFrame, optional
        `duty_id`, `wording`: align these original wordings, with codes that the machine suggests, instead
        of the gists with the readers' codes; then no pair's own readings are heard.
    whole : Register, optional
        All that is to be aligned; the register itself by default. A source that is not in the register
        changes nothing of what is learnt, so that no other pair's score moves.

    Returns
    -------
    dict of str to DataFrame
        The store's tables `alignment`, `clusters`, `duplicates`, `thresholds` and `vectors`.
    str
        The tier: by which channels the duties were aligned.
    """
    opened = open_encoder(encoder)
    lexicon, labels = read_lexicon(data / "lexicon.csv"), read_labels(data / "labels" / "alignment.csv")
    cache = VectorCache(opened, vectors) if opened else None
    encode = cache.encode if cache else None
    duties = register.duties if wordings is None else replace_texts(register, wordings, lexicon, encode)
    languages = None if wordings is None else list_languages(register)
    sources = gather_texts(duties, comparable=list_comparable(register), languages=languages)
    if not sources:
        return {}, name_tier(opened, lexicon, learnt=False)
    ids = {source.source_id: source.table["duty_id"].to_list() for source in sources}
    reference = Reference(sources, lexicon, encode)
    matcher = learn_matcher(reference, ids, labels, read=wordings is None)
    held = register if whole is None else whole
    sources = [*sources, *_gather_beside(register, held)]
    profiles = [*reference.profiles, *(_profile(reference, source) for source in sources[len(ids) :])]
    alignment = align_sources(matcher, sources, profiles)
    alignment["relation"] = settle_exact(alignment)
    thresholds = measure_thresholds(alignment, labels)
    verdicts = read_verdicts(data / "labels" / "duplicates.csv") if wordings is None else NO_VERDICTS
    general = list_general(duties, held.duties, comparable=list_comparable(register))
    duplicates = find_duplicates(matcher, sources, profiles, verdicts, general=general)
    tables = _keep_tables(alignment, duplicates, held) | {"thresholds": thresholds}
    tables |= {"vectors": cache.tabulate()} if cache else {}
    tier = name_tier(opened, lexicon, learnt=matcher.fusion.model is not None)
    return tables, tier if wordings is None else f"original wordings, codes by machine, {tier}"


def _keep_tables(alignment: pd.DataFrame, duplicates: pd.DataFrame, held: Register) -> dict[str, pd.DataFrame]:
    """Keep the pairs of duties that the store holds, and find the clusters among them."""
    kept = _keep_pairs(alignment, ["subject_id", "object_id"], held)
    tables = {"alignment": kept, "clusters": find_clusters(kept, held.duties)}
    return tables | {"duplicates": _keep_pairs(duplicates, ["duty_a", "duty_b"], held)}


def _gather_beside(register: Register, held: Register) -> list[DutyTexts]:
    """Gather the duties of sources that are not the register's."""
    others = held.duties.loc[~held.duties["source_id"].isin(register.sources["source_id"])]
    return gather_texts(others, comparable=list_comparable(register))


def _keep_pairs(table: pd.DataFrame, ids: list[str], held: Register) -> pd.DataFrame:
    """Keep the pairs both of whose duties stand in the store."""
    return table.loc[table[ids].isin(set(held.duties["duty_id"])).all(axis=1)].reset_index(drop=True)


def _profile(reference: Reference, source: DutyTexts) -> Profile:
    profile = reference.profile(source)
    reference.add_hubs(profile)
    return profile


def replace_texts(
    register: Register, wordings: pd.DataFrame, lexicon: Lexicon, encode: Encode | None = None
) -> pd.DataFrame:
    """Put original wordings and suggested codes in the place of gists and readers' codes.

    Raises
    ------
    UsageError
        A document is not at hand.
    """
    missing = register.duties.loc[~register.duties["duty_id"].isin(wordings["duty_id"]), "source_id"].unique()
    if len(missing):
        raise UsageError(f"The documents of {', '.join(missing)} are not at hand: name their folder by --sources.")
    languages = dict_languages(register)
    return suggest_left_out(register.duties, wordings, languages, register.codebook, lexicon, encode=encode)


def dict_languages(register: Register) -> dict[str, str]:
    """Give the language of each source."""
    return dict(zip(register.sources["source_id"], register.sources["language"], strict=True))


def list_languages(register: Register) -> dict[str, list[str]]:
    """Give the language of each source as the only one to use."""
    return {source: [language] for source, language in dict_languages(register).items()}


def list_comparable(register: Register) -> frozenset[str]:
    """List the functions outside GEN."""
    areas = [area for area in register.codebook.areas if area.comparable]
    return frozenset(function.code for area in areas for function in area.functions)


def list_general(*tables: pd.DataFrame, comparable: frozenset[str]) -> frozenset[str]:
    """List the duties that are a general clause, or one beside something else."""
    duties = pd.concat(tables)
    general = [not comparable.issuperset(split_codes(cell)) for cell in duties["functions"]]
    return frozenset(duties.loc[general, "duty_id"])


def name_tier(encoder: Encoder | None, lexicon: Lexicon, *, learnt: bool = True) -> str:
    """Name the channels that are at hand, and whether their weights were learnt from labels."""
    parts = ["codes", "words"]
    parts += [] if lexicon.table.empty else ["lexicon"]
    parts += ["dictionary"] if has_dictionary() else []
    parts += [f"encoder {encoder.name}"] if encoder else ["no encoder"]
    return ", ".join(parts if learnt else [*parts, "weights not learnt"])
