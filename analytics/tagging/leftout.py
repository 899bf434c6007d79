"""Codes for the register's own documents, as if their readers had not coded them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.tagging.fusion import Workshop
from analytics.tagging.material import assemble_material
from analytics.tagging.phrases import OTHER
from analytics.tagging.tagger import Tagger
from analytics.tagging.views import Views
from analytics.text.language import simplify

if TYPE_CHECKING:
    from analytics.codebook import Codebook
    from analytics.tagging.views import Encode
    from analytics.text.lexicon import Lexicon


def suggest_left_out(
    duties: pd.DataFrame,
    wordings: pd.DataFrame,
    languages: dict[str, str],
    codebook: Codebook,
    lexicon: Lexicon,
    *,
    encode: Encode | None = None,
) -> pd.DataFrame:
    """Suggest codes for each source's original wordings, learnt from the other sources alone.

    Parameters
    ----------
    duties : DataFrame, one row a duty
        `duty_id`, `source_id`, `department_id`, `gist_en`, `gist_zh`, `functions`, `action`.
    wordings : DataFrame, one row a duty
        `duty_id`, `wording`.
    languages : dict
        The language of each source.
    encode : callable, optional
        See `analytics.tagging.learn_tagger`.

    Returns
    -------
    DataFrame
        `duties` with gists replaced by the wording in the document's language (the other empty), and
        `functions` by what the machine suggests, GEN.OTHER where it abstains.
    """
    original = duties.merge(wordings, on="duty_id")
    workshop = Workshop(assemble_material(duties, codebook, lexicon), Views(lexicon, encode))
    parts = []
    for source, rows in original.groupby("source_id", sort=False):
        language = languages[str(source)]
        told = rows["wording"].str.split().str.join(" ")
        texts = pd.DataFrame({"text_id": rows["duty_id"], "text": told, "language": language})
        texts = texts.assign(unit_id=rows["department_id"], unit_name="")
        suggested = Tagger(workshop, [str(source)]).suggest(texts)
        parts.append(
            rows.assign(
                gist_en=told if language == "en" else "",
                gist_zh=told.map(simplify) if language == "zh" else "",
                functions=[codes or OTHER for codes in suggested["functions"]],
            )
        )
    return pd.concat(parts).drop(columns="wording")
