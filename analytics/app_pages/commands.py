"""Runs a command of the command line from a page, its progress shown, its error as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.drafts import DATA_PATH, SOURCES_PATH
from analytics.store import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from analytics.store import Store

TOLD = "told"


def run_command(*arguments: str, label: str) -> tuple[bool, str]:
    """Run `python -m analytics` with these arguments.

    Returns
    -------
    tuple of bool and str
        Whether it succeeded, and what it said last: its outcome, or the error with its remedy.
    """
    lines: list[str] = []
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with (
        st.status(label, expanded=True) as status,
        subprocess.Popen(
            [sys.executable, "-m", "analytics", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        for line in process.stdout or ():
            lines.append(line.rstrip())
            st.text(lines[-1])
        done = process.wait() == 0
        status.update(
            label=f"{label} done" if done else f"{label} did not succeed", state="complete" if done else "error"
        )
    remedies = [line.removeprefix("Error: ") for line in lines if "Remedy: " in line or line.startswith("Error: ")]
    return done, "\n\n".join(([] if done else remedies) or lines[-1:])


def rebuild(store: Store, drafts: Iterable[Path]) -> bool:
    """Write the store anew at its place, with these drafts beside the register; say why where it fails."""
    options = [part for folder in drafts for part in ("--with", str(folder.resolve()))]
    done, said = run_command(
        "build", "--data", str(DATA_PATH), "--store", str(store.path), "--sources", str(SOURCES_PATH),
        *(["--without-register"] if store.alone else []), *options, label="Building the store …",
    )  # fmt: skip
    if not done:
        st.error(said)
    return done


def list_shown(store: Store) -> list[Path]:
    """List the drafts that stand in the store and are there still."""
    return [folder for folder in store.drafts if folder.is_dir()]


def tell_later(said: str) -> None:
    """Say something after the next run, such as that the store is new."""
    st.session_state[TOLD] = said


def show_told() -> None:
    """Show what was to be told, once."""
    if said := st.session_state.pop(TOLD, ""):
        st.success(said, icon=":material/check:")
