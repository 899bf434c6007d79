"""What a person chose to look at: one set of filters, the same for every table and page."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from analytics.errors import UsageError

SCOPES = ("office", "source")
LANGUAGES = ("en", "zh", "both")


@dataclass(frozen=True)
class Selection:
    """The filters. An empty tuple lets everything pass.

    `scope`, `offices`, `groups`, `areas` and `functions` choose what is shown; `actions` and `kinds`
    choose which duties are counted, in every figure and its denominator.

    Attributes
    ----------
    scope : {'office', 'source'}
        Compare offices, or single documents.
    offices, groups, areas, functions, actions, kinds : tuple of str
    language : {'en', 'zh', 'both'}
        The language of gists.
    """

    scope: str = "office"
    offices: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    language: str = "both"

    @property
    def telling(self) -> str:
        """The language in which sentences are told: Chinese where it alone is chosen, else English.

        >>> [Selection(language=language).telling for language in ("en", "zh", "both")]
        ['en', 'zh', 'en']
        """
        return "zh" if self.language == "zh" else "en"

    def __post_init__(self) -> None:
        for name, offered in (("scope", SCOPES), ("language", LANGUAGES)):
            if (value := getattr(self, name)) not in offered:
                raise UsageError(f"There is no {name} {value!r}; use one of {', '.join(offered)}.")


def allow(values: tuple[str, ...]) -> list[str] | None:
    """Turn a filter into a query's parameter: None lets all pass.

    >>> allow(()), allow(("TAX",))
    (None, ['TAX'])
    """
    return list(values) or None


def name_file(view: str, selection: Selection, *more: str, suffix: str = "csv") -> str:
    """Name a download after its view and filters, with letters that every file system takes.

    >>> name_file("gaps", Selection(areas=("TAX", "LAB"), offices=("lanzhou",)), "absent")
    'duty-atlas_gaps_office_lanzhou_TAX-LAB_absent.csv'
    """
    parts = [view, selection.scope]
    for field in fields(selection):
        if isinstance(value := getattr(selection, field.name), tuple) and value:
            parts.append("-".join(value) if len(value) <= 4 else f"{len(value)}-{field.name}")
    parts += [part for part in more if part]
    return "duty-atlas_" + "_".join(re.sub(r"[^\w.-]+", "-", part) for part in parts) + f".{suffix}"
