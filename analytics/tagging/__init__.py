"""Suggested codes: functions and action of a text in either language, with calibrated probabilities.

A suggestion is never a reader's code. What is learnt, and how, from the inside out:

- `material`: what is learnt from (coded duties, codebook, lexicon, sample texts), cut by groups;
- `evidence`: how far each kind of evidence speaks for each function of a text;
- `fusion`: what such evidence was worth on groups that it was not learnt from, hence a probability;
- `tagger`: the suggestions, with the terms and neighbours that led to them;
- `keeping`: a learnt tagger kept on disk for the next document.
"""

from analytics.tagging.keeping import open_tagger
from analytics.tagging.leftout import suggest_left_out
from analytics.tagging.tagger import Tagger, learn_tagger

__all__ = ["Tagger", "learn_tagger", "open_tagger", "suggest_left_out"]
