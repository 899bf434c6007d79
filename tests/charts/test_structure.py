from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.charts import draw_colocation, draw_organisation, draw_tree
from analytics.charts.heatmaps import EMPTY, FRAME
from analytics.charts.structure import DIVIDED, GROUP_COLOURS

AREAS = ["TAX", "LAB"]
CELLS = pd.DataFrame(
    [
        ("TAX", "TAX", None, "╲", "Tax"),
        ("TAX", "LAB", 0.5, "1", "tax and lab of west"),
        ("LAB", "TAX", 0.0, "0", "lab and tax of east"),
        ("LAB", "LAB", None, "╲", "Lab"),
    ],
    columns=["code", "holder_id", "value", "text", "hover"],
).assign(row=lambda table: table["code"] + " row", column=lambda table: table["holder_id"], group_name="Trade")


def draw(**options: Any) -> Any:
    return draw_colocation(CELLS, **{"below": "East", "above": "West", "divided": [], **options})


def list_frames(drawing: Any) -> list[tuple[str, float, float]]:
    """Give colour and middle of each frame."""
    boxes = [shape for shape in drawing.layout.shapes if shape.type == "rect"]
    return [(box.line.color, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) for box in boxes]


def test_draw_colocation_lays_numbers_on_the_grid_and_names_both_triangles() -> None:
    drawing = draw()

    assert [list(row) for row in drawing.data[0].z] == [[None, 0.5], [0.0, None]]
    assert [list(row) for row in drawing.data[0].text] == [["", "1"], ["0", ""]]
    assert [list(row) for row in drawing.data[1].text] == [["╲", ""], ["", "╲"]]
    assert (drawing.layout.xaxis.title.text, drawing.layout.yaxis.title.text) == ("West", "East")
    assert list(drawing.layout.xaxis.ticktext) == AREAS


def test_draw_colocation_frames_what_divides_the_offices_and_what_is_chosen() -> None:
    drawing = draw(divided=[("TAX", "LAB"), ("LAB", "TAX")], chosen=("LAB", "TAX"))

    assert list_frames(drawing) == [(FRAME, 0.0, 1.0), (DIVIDED, 1.0, 0.0)]


def test_draw_colocation_sends_a_click_with_both_areas() -> None:
    assert draw().data[2].customdata.tolist() == [[area, other] for area in AREAS for other in AREAS]


LEAVES = pd.DataFrame(
    {
        "department_id": ["e1", "w1", "e2"],
        "place": [0, 1, 2],
        "label": ["One", "Two", "Three"],
        "owner": ["East", "West", "East"],
        "hover": ["one", "two", "three"],
    }
)
BRANCHES = pd.DataFrame({"branch": [0, 0, 0, 0], "place": [0.0, 0.0, 1.0, 1.0], "height": [0.0, 0.2, 0.2, 0.0]})


def test_draw_tree_draws_each_joint_apart() -> None:
    line = draw_tree(LEAVES, pd.concat([BRANCHES, BRANCHES.assign(branch=1, place=2.0)])).data[0]

    assert list(line.x) == [0.0, 0.2, 0.2, 0.0, None] * 2
    assert list(line.y) == [0.0, 0.0, 1.0, 1.0, None, 2.0, 2.0, 2.0, 2.0, None]


def test_draw_tree_tells_offices_by_shape_as_well_as_colour() -> None:
    east, west = draw_tree(LEAVES, BRANCHES, chosen="e2").data[1:]

    assert (east.name, list(east.y), east.customdata.tolist()) == ("East", [0, 2], [["e1"], ["e2"]])
    assert (west.name, list(west.y)) == ("West", [1])
    assert east.marker.symbol != west.marker.symbol
    assert east.marker.color != west.marker.color
    assert list(east.marker.line.width) == [0.0, 2.5]


def test_draw_tree_labels_every_leaf_whole_and_gives_two_lines_more_room() -> None:
    plain, double = (draw_tree(LEAVES.assign(label=label), BRANCHES).layout for label in ("Unit", "Unit<br>单位"))

    assert list(plain.yaxis.ticktext) == ["Unit"] * 3
    assert double.height > plain.height


def test_draw_tree_of_one_leaf_has_no_joint() -> None:
    drawing = draw_tree(LEAVES.iloc[:1], BRANCHES.iloc[:0])

    assert (list(drawing.data[0].x), len(drawing.data)) == ([], 2)


NODES = pd.DataFrame(
    {
        "node": ["east", "e1", "e1 TAX", "e1 LAB"],
        "parent": ["", "east", "e1", "e1"],
        "label": ["East", "One", "Tax", "Laboratory"],
        "n_duties": [3, 3, 2, 1],
        "group_name": ["", "Trade", "Trade", "Border"],
        "tint": [0.0, 0.0, 0.0, 0.0],
        "hover": ["east", "one", "tax", "lab"],
    }
)


def test_draw_organisation_colours_each_part_by_its_group() -> None:
    drawing = draw_organisation(NODES, groups=["Border", "Trade", "Resources"])

    icicle, *legend = drawing.data
    border, trade = GROUP_COLOURS[:2]
    assert list(icicle.marker.colors) == [EMPTY, trade, trade, border]
    assert [(entry.name, entry.marker.color) for entry in legend] == [("Border", border), ("Trade", trade)]


def test_draw_organisation_tells_areas_of_a_group_by_tints_of_its_colour() -> None:
    icicle = draw_organisation(NODES.assign(tint=[0.0, 0.0, 1.0, 0.0]), groups=["Border", "Trade"]).data[0]

    base, light = icicle.marker.colors[1:3]
    assert (base, light) == (GROUP_COLOURS[1], "#f9f3d5")


def test_draw_organisation_names_each_part_with_its_number_of_duties() -> None:
    icicle = draw_organisation(NODES, groups=["Border", "Trade"]).data[0]

    assert list(icicle.ids) == list(NODES["node"])
    assert (list(icicle.labels), list(icicle.values)) == (list(NODES["label"]), [3, 3, 2, 1])
    assert icicle.texttemplate == "%{label} · %{value}"
    assert icicle.branchvalues == "total"
