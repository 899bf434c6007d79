"""A picture on a page, with its downloads as SVG and PNG, the finding and the source in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from analytics.charts import measure_width
from analytics.charts.pictures import FORMS, MIMES, WIDTH, find_browser, write_picture
from analytics.provenance import cite_store
from analytics.selection import Selection, name_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator

    from analytics.store import Store

INK = {"light": "#31404d", "dark": "#dfe5ea"}
NO_BROWSER = (
    "No Chromium is found where this page is served, so your own browser saves the picture: the camera at its top "
    "right gives an SVG of it, without the finding and the source. PNG and both in the picture come with Chromium."
)


def choose_ink() -> str:
    """Give the colour of labels that the reader's theme asks for."""
    return INK[st.context.theme.type or "light"]


def show_picture(
    drawing: Any,
    *,
    key: str,
    title: str,
    store: Store,
    selection: Selection,
    alt: str,
    name: str,
    more: tuple[str, ...] = (),
    note: str = "",
    **options: Any,
) -> Any:
    """Show a drawing and offer it as SVG and PNG.

    On a narrow screen it keeps the width that its labels and figures need, and scrolls sideways within its frame.

    Parameters
    ----------
    drawing : Figure
        Its labels in the colour of `choose_ink`.
    key : str
        Of its widget.
    title : str
        The finding, as the page shows it; the files carry it above the drawing.
    store : Store
    selection : Selection
        Names the files and stands in their source line.
    alt : str
        What a reader who cannot see the picture is told.
    name : str
        What the picture is: the first part of the files' names.
    more : tuple of str
        Further filters, for the files' names.
    note : str
        What signs and colours mean, where the page says it elsewhere: the files carry it above their source.
    **options
        Passed to `st.plotly_chart`; a `width` is the greatest, since Streamlit narrows it to the screen.

    Returns
    -------
    What `st.plotly_chart` returns.
    """
    file_name = partial(name_file, name, selection, *more)
    options.setdefault("config", {"displayModeBar": False})
    options.setdefault("selection_mode", "points")
    if not find_browser():
        options["config"] = _offer_camera(file_name(suffix="svg"))
    least = measure_width(drawing)
    with _frame(key, least):
        state = st.plotly_chart(drawing, key=key, alt=alt, **options)
    if not find_browser():
        st.caption(NO_BROWSER)
        return state
    source = "\n".join(filter(None, [note, cite_store(store, selection, link=read_link())]))
    width = max(options.get("width", WIDTH), least)
    write = partial(write_picture, drawing, title=title, source=source, ink=choose_ink(), width=width)
    _offer_files(write, file_name, key)
    return state


def _offer_files(write: Callable[[str], bytes], file_name: Callable[..., str], key: str) -> None:
    """Offer a picture in each form; it is drawn only when asked for."""
    with st.container(horizontal=True, gap="small"):
        for form in FORMS:
            st.download_button(
                form.upper(), data=partial(write, form), file_name=file_name(suffix=form), mime=MIMES[form],
                on_click="ignore", key=f"{key}-{form}", type="tertiary", icon=":material/download:",
                help=f"The picture as {form.upper()}, with its finding and source",
            )  # fmt: skip


def _frame(key: str, least: int) -> DeltaGenerator:
    """Give the frame in which a picture scrolls: the dashboard's style takes from it the least width in pixels."""
    st.html(f"<style>.st-key-wide-{key} {{--least: {least}px}}</style>")
    return st.container(key=f"wide-{key}")


def _offer_camera(file_name: str) -> dict[str, Any]:
    """Let Plotly's own button save the picture in the reader's browser."""
    image = {"format": "svg", "filename": file_name.removesuffix(".svg")}
    return {
        "displayModeBar": True, "displaylogo": False, "modeBarButtons": [["toImage"]], "toImageButtonOptions": image,
    }  # fmt: skip


def read_link() -> str:
    """Give the part of the link that sets filters and views."""
    return urlencode({key: st.query_params.get_all(key) for key in st.query_params}, doseq=True)
