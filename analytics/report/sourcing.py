"""The report's sections on what the figures cannot say, where they come from, and how they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics import __version__
from analytics.measures import VARIANTS
from analytics.report.contents import Section, Table
from analytics.report.words import CHANNELS, LANGUAGES
from analytics.tables import tabulate_duties

if TYPE_CHECKING:
    import pandas as pd

    from analytics.report.scope import Scope


def describe_caveats(scope: Scope) -> Section:
    """Say what the figures cannot say, each with how much it weighs here."""
    duties = tabulate_duties(scope.store, scope.selection)
    mine = scope.gaps.loc[scope.gaps["holder_id"] == scope.office]
    sources = scope.sources
    dated = sources.loc[sources["valid_from"] != ""]
    first, last = dated["valid_from"].min() if len(dated) else "?", sources["valid_to"].max()
    if (sources["valid_to"] == "").any():
        last = scope.word("now")
    n_older = int((mine["status"] == "older_source").sum())
    sentences = [
        scope.say("caveat_years", n=len(sources), first=first[:4], last=last[:4], older=n_older, all=len(mine)),
        *_tell_cut(scope, duties),
        scope.say("caveat_silence", n=int((mine["n_duties"] == 0).sum())),
        scope.say("caveat_notes", n=int((duties["note"] != "").sum()), all=len(duties)),
        scope.say(
            "caveat_machine",
            n=int((duties["coding"] == "machine").sum()),
            all=len(duties),
            drafts=int(scope.holders["draft"].sum()),
            n_offices=len(scope.holders),
        ),
        scope.say("caveat_words", n=len(sources), all=len(duties)),
    ]
    return Section(scope.word("caveats"), sentences=tuple(sentences), listed=True)


def _tell_cut(scope: Scope, duties: pd.DataFrame) -> list[str]:
    """Compare how many functions a comparable duty of each office names."""
    counted = duties.loc[duties["comparable"]]
    means = counted["functions"].str.count(";").add(1).groupby(counted["office_id"]).mean()
    if len(means) < 2:
        return []
    fewest, most = str(means.idxmin()), str(means.idxmax())
    ends = {"low": means[fewest], "high": means[most]}
    return [scope.say("caveat_cut", fewest=scope.names[fewest], most=scope.names[most], **ends)]


def describe_sources(scope: Scope) -> Section:
    """List the documents with their years, what shows them, and what is missing in them."""
    shows, lacks = ("dating_zh", "completeness_zh") if scope.language == "zh" else ("dating", "completeness")
    rows = [
        (
            row[f"title_{scope.language}"] or row["title_en"] or row["title_zh"],
            scope.date(row),
            LANGUAGES[scope.language].get(row["language"], row["language"]),
            str(row["n_duties"]),
            row[shows],
            row[lacks],
        )
        for _, row in scope.sources.iterrows()
    ]
    head = tuple(scope.word(key) for key in ("document", "years", "language", "duties", "shows", "lacks"))
    table = Table(scope.caption("sources_table", n=len(rows)), head, tuple(rows), (18, 13, 12, 9, 24, 24))
    return Section(scope.word("sources"), tables=(table,))


def describe_method(scope: Scope) -> Section:
    """Say how the figures were made, by which version from which store."""
    meta = scope.store.meta
    readings = int(scope.alignment[["n_yes", "n_no"]].sum().sum()) if len(scope.alignment) else 0
    duties = tabulate_duties(scope.store, scope.selection)
    sentences = (
        scope.say(
            "method_codes",
            people=int((duties["coding"] == "people").sum()),
            all=len(duties),
            functions=len(scope.functions),
            areas=len(scope.areas),
            codebook=meta.get("codebook_version", "?"),
        ),
        scope.say("method_alignment", tier=_name_channels(scope, meta["tier"]), readings=readings),
        scope.say("method_readings", n=len(VARIANTS)),
        scope.say("method_store", version=__version__, store=scope.store.fingerprint[:12], date=meta["built_at"][:10]),
    )
    return Section(scope.word("method"), sentences=sentences, listed=True)


def _name_channels(scope: Scope, tier: str) -> str:
    """Name the channels by which duties were aligned; what has no name in the language stands as it is."""
    names = CHANNELS[scope.language]
    told = []
    for channel in tier.split(", "):
        first, _, rest = channel.partition(" ")
        told.append(names.get(channel) or f"{names.get(first, first)} {rest}".strip())
    return scope.join(told)
