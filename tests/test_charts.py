from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from analytics.charts import (
    DIVERGING,
    EMPTY,
    FORMATS,
    FRAME,
    INK,
    SCALE,
    SIGNS,
    draw_coverage,
    draw_crosswalk,
    draw_flows,
)
from analytics.measures import FIGURES, STATUSES

if TYPE_CHECKING:
    import plotly.graph_objects as go

COLUMNS = ["code", "holder_id", "row", "column", "group_name", "value", "n_duties", "status", "hover"]
# Two groups; the third row stands nowhere in the east, and the west barely states the second.
CELLS = pd.DataFrame(
    [
        ("TAX", "east", "Customs duty", "East<br>2018", "Border", 0.25, 4, "present", "tax of east"),
        ("TAX", "west", "Customs duty", "West", "Border", 0.5, 2, "present", "tax of west"),
        ("LAB", "east", "Laboratory<br>testing", "East<br>2018", "Border", 0.125, 2, "present", "lab of east"),
        ("LAB", "west", "Laboratory<br>testing", "West", "Border", 0.001, 1, "thin", "lab of west"),
        ("OFF", "east", "Office", "East<br>2018", "Governance", 0.0, 0, "absent", "office of east"),
        ("OFF", "west", "Office", "West", "Governance", 1.0, 3, "present", "office of west"),
    ],
    columns=COLUMNS,
)


def lay_cell(**facts: Any) -> pd.DataFrame:
    """Lay out a single cell."""
    return CELLS.iloc[:1].assign(**facts)


def read_grid(drawing: go.Figure, layer: int) -> tuple[list[list[float | None]], list[list[str]]]:
    """Give values and texts of a layer: 0 the filled cells, 1 the empty ones."""
    return [list(row) for row in drawing.data[layer].z], [list(row) for row in drawing.data[layer].text]


def read_lines(drawing: go.Figure) -> list[float]:
    return [shape.y0 for shape in drawing.layout.shapes if shape.type == "line"]


def read_frames(drawing: go.Figure) -> list[dict[str, Any]]:
    boxes = [shape for shape in drawing.layout.shapes if shape.type == "rect"]
    return [{key: box[key] for key in ("x0", "x1", "y0", "y1")} | {"color": box.line.color} for box in boxes]


def test_draw_coverage_lays_numbers_on_the_filled_cells() -> None:
    drawing = draw_coverage(CELLS, figure="share")
    assert read_grid(drawing, 0) == (
        [[0.25, 0.5], [0.125, 0.001], [None, 1.0]],
        [["25.0%", "50.0%"], ["12.5%", "0.1% ○"], ["", "100.0%"]],
    )


def test_draw_coverage_lays_signs_on_the_empty_cells() -> None:
    drawing = draw_coverage(CELLS, figure="share")
    assert read_grid(drawing, 1) == ([[None, None], [None, None], [0, None]], [["", ""], ["", ""], ["✕", ""]])


@pytest.mark.parametrize(
    ("figure", "value", "text"),
    [
        ("share", 0.0375, "3.8%"),
        ("emphasis", 1.25, "+1.2"),
        ("emphasis", -0.5, "-0.5"),
        ("breadth", 0.75, "75%"),
        ("n_duties", 12, "12"),
        ("n_departments", 3, "3"),
    ],
)
def test_draw_coverage_writes_each_figure_in_its_own_form(figure: str, value: float, text: str) -> None:
    assert read_grid(draw_coverage(lay_cell(value=value), figure=figure), 0) == ([[value]], [[text]])


def test_draw_coverage_knows_every_figure_and_every_status() -> None:
    assert (set(FORMATS), set(SIGNS)) == (set(FIGURES), set(STATUSES))


@pytest.mark.parametrize(
    ("status", "sign"),
    [("absent", "✕"), ("older_source", "◷"), ("other_level", "⇅"), ("unreadable", "?"), ("thin", "○")],
)
def test_draw_coverage_says_by_a_sign_why_a_cell_is_empty(status: str, sign: str) -> None:
    drawing = draw_coverage(lay_cell(n_duties=0, value=0.0, status=status), figure="share")
    assert (read_grid(drawing, 0), read_grid(drawing, 1)) == (([[None]], [[""]]), ([[0]], [[sign]]))


def test_draw_coverage_gives_a_thin_cell_its_number_and_a_sign() -> None:
    drawing = draw_coverage(lay_cell(status="thin", value=1), figure="n_duties")
    assert read_grid(drawing, 0)[1] == [["1 ○"]]


def test_draw_coverage_leaves_cells_open_that_are_not_given() -> None:
    drawing = draw_coverage(CELLS.drop(index=[1, 4]), figure="share")
    assert read_grid(drawing, 0)[1] == [["25.0%", ""], ["12.5%", "0.1% ○"], ["", "100.0%"]]
    assert read_grid(drawing, 1)[0] == [[None, None], [None, None], [None, None]]


def test_draw_coverage_keeps_the_order_of_codes_and_holders() -> None:
    drawing = draw_coverage(CELLS.iloc[::-1], figure="share")
    assert (list(drawing.data[0].y), list(drawing.data[0].x)) == (["OFF", "LAB", "TAX"], ["west", "east"])
    assert read_grid(drawing, 0)[1] == [["100.0%", ""], ["0.1% ○", "12.5%"], ["50.0%", "25.0%"]]


def test_draw_coverage_labels_the_axes() -> None:
    layout = draw_coverage(CELLS, figure="share").layout
    assert (layout.yaxis.tickvals, layout.yaxis.ticktext) == (
        ("TAX", "LAB", "OFF"),
        ("Customs duty", "Laboratory<br>testing", "Office"),
    )
    assert (layout.xaxis.tickvals, layout.xaxis.ticktext) == (("east", "west"), ("East<br>2018", "West"))
    assert (layout.yaxis.categoryarray, layout.xaxis.categoryarray) == (("TAX", "LAB", "OFF"), ("east", "west"))
    assert (layout.xaxis.side, layout.yaxis.range, layout.xaxis.range) == ("top", (2.5, -0.5), (-0.5, 1.5))


@pytest.mark.parametrize("ink", [INK, "#dfe5ea"])
def test_draw_coverage_writes_labels_in_the_ink_asked(ink: str) -> None:
    layout = draw_coverage(CELLS, figure="share", ink=ink).layout
    assert (layout.xaxis.tickfont.color, layout.yaxis.tickfont.color) == (ink, ink)


def test_draw_coverage_keeps_the_numbers_dark_in_any_ink() -> None:
    drawing = draw_coverage(CELLS, figure="share", ink="#dfe5ea")
    assert [layer.textfont.color for layer in drawing.data[:2]] == [INK, INK]


@pytest.mark.parametrize(
    ("figure", "scale"), [(figure, DIVERGING if figure == "emphasis" else SCALE) for figure in FIGURES]
)
def test_draw_coverage_colours_by_the_figure(figure: str, scale: list[str]) -> None:
    layer = draw_coverage(CELLS, figure=figure).data[0]
    middle, least = (0, None) if figure == "emphasis" else (None, 0)
    assert ([colour for _, colour in layer.colorscale], layer.zmid, layer.zmin) == (scale, middle, least)


def test_draw_coverage_colours_empty_cells_grey() -> None:
    layer = draw_coverage(CELLS, figure="share").data[1]
    assert [colour for _, colour in layer.colorscale] == [EMPTY, EMPTY]


def test_draw_coverage_gives_every_cell_a_target_with_its_key_and_hover_text() -> None:
    target = draw_coverage(CELLS, figure="share").data[2]
    keys = [["TAX", "east"], ["TAX", "west"], ["LAB", "east"], ["LAB", "west"], ["OFF", "east"], ["OFF", "west"]]
    assert target.customdata.tolist() == keys
    assert [[y, x] for x, y in zip(target.x, target.y, strict=True)] == keys
    assert list(target.hovertext) == CELLS["hover"].tolist()
    assert target.marker.opacity == 0


def test_draw_coverage_breaks_between_groups() -> None:
    assert read_lines(draw_coverage(CELLS, figure="share")) == [1.5]


def test_draw_coverage_breaks_nothing_within_a_group() -> None:
    assert read_lines(draw_coverage(CELLS.iloc[:4], figure="share")) == []


@pytest.mark.parametrize(
    ("chosen", "box"),
    [
        (("TAX", "east"), (-0.49, 0.49, -0.47, 0.47)),
        (("LAB", "west"), (0.51, 1.49, 0.53, 1.47)),
        (("OFF", "east"), (-0.49, 0.49, 1.53, 2.47)),
    ],
)
def test_draw_coverage_frames_the_chosen_cell(chosen: tuple[str, str], box: tuple[float, ...]) -> None:
    sides = dict(zip(("x0", "x1", "y0", "y1"), map(pytest.approx, box), strict=True))
    assert read_frames(draw_coverage(CELLS, figure="share", chosen=chosen)) == [{**sides, "color": FRAME}]


@pytest.mark.parametrize("chosen", [None, ("", ""), ("TAX", "north"), ("QUA", "east")])
def test_draw_coverage_frames_nothing_that_is_not_shown(chosen: tuple[str, str] | None) -> None:
    assert read_frames(draw_coverage(CELLS, figure="share", chosen=chosen)) == []


def test_draw_coverage_grows_with_rows_and_lines() -> None:
    # 8 + 2 lines of 16 above, 12 below and around, and 30 for each row of at most two lines.
    assert draw_coverage(CELLS, figure="share").layout.height == 8 + 32 + 12 + 3 * 30
    assert draw_coverage(lay_cell(), figure="share").layout.height == 8 + 32 + 12 + 27


@pytest.mark.parametrize("chosen", [None, ("TAX", "east")])
@pytest.mark.parametrize("figure", FIGURES)
def test_draw_coverage_of_no_cells_is_an_empty_picture(figure: str, chosen: tuple[str, str] | None) -> None:
    drawing = draw_coverage(CELLS.iloc[:0], figure=figure, chosen=chosen)
    assert (read_grid(drawing, 0), read_grid(drawing, 1)) == (([], []), ([], []))
    assert (len(drawing.data), drawing.data[2].customdata.tolist(), drawing.layout.shapes) == (3, [], ())


def test_draw_coverage_leaves_its_input_alone() -> None:
    cells = CELLS.copy()
    draw_coverage(cells, figure="share", chosen=("TAX", "east"))
    pd.testing.assert_frame_equal(cells, CELLS)


# The first department goes half to one and leaves the rest; the second goes whole to another.
FLOWS = pd.DataFrame(
    [
        ("east-01", "west-02", "Tax", "Duty<br>Division", 0.5, 2, "half"),
        ("east-01", "unmatched", "Tax", "No counterpart", 0.5, 2, "rest"),
        ("east-02", "west-01", "Law<br>Office", "Rules", 1.0, 3, "whole"),
    ],
    columns=["code", "holder_id", "row", "column", "share", "n_duties", "hover"],
)


def test_draw_crosswalk_lays_shares_and_puts_what_is_unmatched_last() -> None:
    drawing = draw_crosswalk(FLOWS)
    assert (list(drawing.data[0].y), list(drawing.data[0].x)) == (
        ["east-01", "east-02"],
        ["west-02", "west-01", "unmatched"],
    )
    assert read_grid(drawing, 0) == ([[0.5, None, 0.5], [None, 1.0, None]], [["50", "", "50"], ["", "100", ""]])


def test_draw_crosswalk_labels_the_axes() -> None:
    layout = draw_crosswalk(FLOWS, ink="#dfe5ea").layout
    assert layout.yaxis.ticktext == ("Tax", "Law<br>Office")
    assert layout.xaxis.ticktext == ("Duty<br>Division", "Rules", "No counterpart")
    assert (layout.xaxis.tickfont.color, layout.yaxis.tickfont.color) == ("#dfe5ea", "#dfe5ea")


def test_draw_crosswalk_gives_every_cell_a_target_with_its_key_and_hover_text() -> None:
    target = draw_crosswalk(FLOWS).data[1]
    assert target.customdata.tolist() == FLOWS[["code", "holder_id"]].to_numpy().tolist()
    assert list(target.hovertext) == ["half", "rest", "whole"]


def test_draw_crosswalk_frames_the_chosen_cell() -> None:
    box = dict(zip(("x0", "x1", "y0", "y1"), map(pytest.approx, (1.51, 2.49, -0.47, 0.47)), strict=True))
    frames = read_frames(draw_crosswalk(FLOWS, chosen=("east-01", "unmatched")))
    assert frames == [{**box, "color": FRAME}]


def test_draw_crosswalk_of_no_cells_is_an_empty_picture() -> None:
    drawing = draw_crosswalk(FLOWS.iloc[:0], chosen=("east-01", "west-01"))
    assert (read_grid(drawing, 0), drawing.data[1].customdata.tolist(), drawing.layout.shapes) == (([], []), [], ())


def test_draw_flows_leads_from_each_department_to_those_that_answer_it() -> None:
    (flows,) = draw_flows(FLOWS).data
    assert list(flows.node.label) == ["Tax", "Law Office", "Duty Division", "No counterpart", "Rules"]
    assert (list(flows.link.source), list(flows.link.target)) == ([0, 0, 1], [2, 3, 4])
    assert (list(flows.link.value), list(flows.link.customdata)) == ([2, 2, 3], ["half", "rest", "whole"])


def test_draw_flows_greys_what_is_unmatched() -> None:
    (flows,) = draw_flows(FLOWS).data
    matched, unmatched, again = flows.link.color
    assert matched == again != unmatched


def test_draw_flows_of_no_cells_is_an_empty_picture() -> None:
    (flows,) = draw_flows(FLOWS.iloc[:0]).data
    assert (list(flows.node.label), list(flows.link.value)) == ([], [])
