"""Alignment as SSSOM/TSV 1.0 (Matentzoglu et al. 2022, *A Simple Standard for Sharing Ontological Mappings*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import yaml

if TYPE_CHECKING:
    from analytics.store import Store

PREDICATES = {
    "exact": "skos:exactMatch",
    "close": "skos:closeMatch",
    "broad": "skos:broadMatch",
    "narrow": "skos:narrowMatch",
    "related": "skos:relatedMatch",
}
HEAD = {
    "mapping_set_id": "https://w3id.org/duty-atlas/alignment",
    "mapping_set_title": "Duty Atlas: which duty answers to which",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "curie_map": {"duty": "https://w3id.org/duty-atlas/duty/"},
    "subject_type": "rdfs resource",
    "object_type": "rdfs resource",
}
COLUMNS = [
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "confidence", "subject_source", "object_source", "reviewer_label", "comment",
]  # fmt: skip
NOT_FOUND = "sssom:NoTermFound"


def tabulate_sssom(alignment: pd.DataFrame, duties: pd.DataFrame) -> pd.DataFrame:
    """Turn an alignment into SSSOM mappings.

    An accepted pair is a mapping with its SKOS predicate; a pair that a person rejected is one with the
    modifier ``Not``; a duty without a counterpart in a source maps to ``sssom:NoTermFound``.

    Parameters
    ----------
    alignment : DataFrame, one row a subject and candidate
        As `analytics.tables.tabulate_alignment` gives it.
    duties : DataFrame, one row a duty that can be aligned
        `duty_id`, `source_id`, `gist_en`.

    Returns
    -------
    DataFrame, one row a mapping, by subject, object source and rank
        The slots of `COLUMNS`.
    """
    kept = alignment.loc[alignment["accepted"] | (alignment["verdict"] == "reject")]
    found = pd.DataFrame(
        {
            "subject_id": "duty:" + kept["subject_id"],
            "subject_label": kept["subject_gist_en"],
            "predicate_id": kept["relation"].map(PREDICATES),
            "predicate_modifier": kept["verdict"].map({"reject": "Not"}).fillna(""),
            "object_id": "duty:" + kept["object_id"],
            "object_label": kept["object_gist_en"],
            "mapping_justification": [
                "semapv:ManualMappingCuration" if verdict or yes or no else "semapv:CompositeMatching"
                for verdict, yes, no in zip(kept["verdict"], kept["n_yes"], kept["n_no"], strict=True)
            ],
            "confidence": kept["probability"],
            "subject_source": "duty:" + kept["subject_source"],
            "object_source": "duty:" + kept["object_source"],
            "reviewer_label": kept["who"],
            "comment": kept["evidence"],
            "_rank": kept["rank"],
        }
    )
    table = pd.concat([found, _list_missing(alignment, duties)], ignore_index=True)
    table = table.sort_values(["subject_id", "object_source", "_rank"], kind="stable", ignore_index=True)
    return table[COLUMNS]


def _list_missing(alignment: pd.DataFrame, duties: pd.DataFrame) -> pd.DataFrame:
    """List each duty and source in which nothing is accepted."""
    sources = duties["source_id"].drop_duplicates().rename("object_source")
    grid = duties[["duty_id", "source_id", "gist_en"]].merge(sources, how="cross")
    grid = grid.loc[grid["source_id"] != grid["object_source"]]
    answered = set(
        zip(*(alignment.loc[alignment["accepted"], c] for c in ("subject_id", "object_source")), strict=True)
    )
    open_ = [pair not in answered for pair in zip(grid["duty_id"], grid["object_source"], strict=True)]
    none = grid.loc[open_]
    return pd.DataFrame(
        {
            "subject_id": "duty:" + none["duty_id"],
            "subject_label": none["gist_en"],
            "predicate_id": "skos:relatedMatch",
            "predicate_modifier": "",
            "object_id": NOT_FOUND,
            "object_label": "",
            "mapping_justification": "semapv:CompositeMatching",
            "confidence": float("nan"),
            "subject_source": "duty:" + none["source_id"],
            "object_source": "duty:" + none["object_source"],
            "reviewer_label": "",
            "comment": "No duty of this source answers.",
            "_rank": 0,
        }
    )


def write_sssom(table: pd.DataFrame, store: Store) -> bytes:
    """Write mappings as SSSOM/TSV: a commented YAML head, then the table; UTF-8 without byte order mark."""
    head = {**HEAD, "mapping_set_version": store.fingerprint[:12], "comment": f"Aligned by {store.meta['tier']}."}
    lines = yaml.safe_dump(head, sort_keys=False, allow_unicode=True).splitlines()
    body = table.to_csv(index=False, sep="\t", lineterminator="\n")
    return ("".join(f"#{line}\n" for line in lines) + body).encode()
