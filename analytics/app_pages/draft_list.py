"""The drafts that there are: how far each is reviewed, to open, to put beside the others, to keep, to remove."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.commands import list_shown, rebuild, tell_later
from analytics.app_pages.drafts import DATA_PATH, DRAFTS, find_drafts, load_draft, load_review
from analytics.errors import AtlasError
from analytics.parts import find_accepted, release_office

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.store import Store


def show_drafts(store: Store) -> None:
    """Show each draft with its progress; build the store with those that are chosen."""
    drafts = find_drafts()
    st.subheader("Drafts", anchor=False)
    shown = {folder.resolve() for folder in store.drafts}  # one that was removed since stands in the store still
    if not drafts and not shown:
        st.caption("None yet: a document that is read stands here.")
        return
    chosen = [folder for folder in drafts.values() if _show_draft(folder, beside=folder.resolve() in shown)]
    changed = {folder.resolve() for folder in chosen} != shown
    pressed = st.button("Show the chosen ones beside the others", key="beside-chosen", disabled=not changed)
    if pressed and rebuild(store, chosen):
        tell_later(f"The comparison holds {len(chosen)} drafts now, marked as such on every page.")
        st.rerun()


def show_accepted(store: Store) -> None:
    """Show the offices that were accepted, each to be taken back to the drafts."""
    accepted = find_accepted(DATA_PATH)
    if not accepted:
        return
    st.subheader("Accepted offices", anchor=False)
    for folder in accepted:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{folder.name}**")
            with st.popover("Take it back", icon=":material/undo:"):
                st.write("It becomes a draft again, with all its codes: to date it, correct it, or remove it.")
                if st.button("Yes, make it a draft", key=f"release-{folder.name}"):
                    _release(store, folder.name)


def _release(store: Store, name: str) -> None:
    try:
        folder = release_office(name, DATA_PATH, DRAFTS / name)
    except AtlasError as error:
        st.error(str(error))
        return
    if rebuild(store, [*list_shown(store), folder]):
        tell_later(f"{name} is a draft again, and stands beside the others as one.")
        st.rerun()


def _show_draft(folder: Path, *, beside: bool) -> bool:
    """Show one draft; give whether it is to stand beside the others."""
    with st.container(border=True):
        try:
            _show_progress(folder)
        except AtlasError as error:
            st.error(str(error))
        chosen = st.checkbox("Beside the others", value=beside, key=f"beside-{folder.name}-{beside}")
        with st.container(horizontal=True):
            if st.button("Review", key=f"review-{folder.name}", icon=":material/fact_check:"):
                go_to_review(folder.name)
            st.download_button(
                "ZIP", data=lambda: pack_draft(folder), file_name=f"draft_{folder.name}.zip", mime="application/zip",
                on_click="ignore", key=f"zip-{folder.name}", icon=":material/download:",
            )  # fmt: skip
            with st.popover("Remove", icon=":material/delete:"):
                st.write(f"The draft {folder.name} goes; what people decided about it stays, should it come again.")
                if st.button("Yes, remove it", key=f"remove-{folder.name}"):
                    shutil.rmtree(folder)
                    tell_later(f"The draft {folder.name} is removed.")
                    st.rerun()
    return chosen


def _show_progress(folder: Path) -> None:
    table = load_review(load_draft(folder))
    n, units = len(table), table["department_id"].nunique()
    done = n - int(table["state"].isin(["open", "differs"]).sum())
    st.progress(done / n, text=f"**{folder.name}** · {units} units · {done} of {n} duties reviewed")


def go_to_review(name: str) -> None:
    """Open the page Review with a draft."""
    st.session_state["draft"] = name
    st.switch_page(st.Page(lambda: None, url_path="review", title="Review"), query_params={"draft": name})


def pack_draft(folder: Path) -> bytes:
    """Pack a draft's folder as ZIP; the same draft gives the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return content.getvalue()
