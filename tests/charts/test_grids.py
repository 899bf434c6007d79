from __future__ import annotations

import pandas as pd

from analytics.charts import EMPTY, ROLE_COLOURS, draw_grid

COLUMNS = ["code", "holder_id", "row", "column", "group_name", "value", "text", "hover"]
CELLS = pd.DataFrame(
    [
        ("TAX", "east", "Duty", "East", "", 2.0, "R E", "duty of east"),
        ("TAX", "west", "Duty", "West", "", None, "✕", "no duty of west"),
        ("LAB", "east", "Testing", "East", "", 0.0, "R", "testing of east"),
        ("LAB", "west", "Testing", "West", "", 3.0, "G", "testing of west"),
    ],
    columns=COLUMNS,
)


def test_draw_grid_lays_texts_and_values_and_greys_what_has_none() -> None:
    filled, empty, _ = draw_grid(CELLS, colours=ROLE_COLOURS, high=3).data
    assert [list(row) for row in filled.z] == [[2.0, None], [0.0, 3.0]]
    assert [list(row) for row in filled.text] == [["R E", ""], ["R", "G"]]
    assert [list(row) for row in empty.text] == [["", "✕"], ["", ""]]
    assert {colour for _, colour in empty.colorscale} == {EMPTY}


def test_draw_grid_gives_each_step_its_own_colour() -> None:
    filled = draw_grid(CELLS, colours=ROLE_COLOURS, high=3).data[0]
    assert (filled.zmin, filled.zmax) == (0, 3)
    assert [colour for _, colour in filled.colorscale] == ROLE_COLOURS
    assert len(set(ROLE_COLOURS)) == len(ROLE_COLOURS)


def test_draw_grid_takes_a_click_on_every_cell() -> None:
    targets = draw_grid(CELLS, colours=ROLE_COLOURS, high=3).data[2]
    assert [list(point) for point in targets.customdata] == [
        ["TAX", "east"], ["TAX", "west"], ["LAB", "east"], ["LAB", "west"],
    ]  # fmt: skip
    assert list(targets.hovertext) == CELLS["hover"].to_list()


def test_draw_grid_makes_room_for_its_note() -> None:
    plain, noted = (
        draw_grid(CELLS, colours=ROLE_COLOURS, high=3, note=note).layout for note in ("", "R rules<br>E does")
    )
    assert ([a.text for a in plain.annotations], [a.text for a in noted.annotations]) == ([], ["R rules<br>E does"])
    assert noted.height - plain.height == noted.margin.b == 40


def test_draw_grid_frames_the_chosen_cell() -> None:
    (frame,) = draw_grid(CELLS, colours=ROLE_COLOURS, high=3, chosen=("LAB", "west")).layout.shapes
    assert ((frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2) == (1, 1)
    assert len(draw_grid(CELLS, colours=ROLE_COLOURS, high=3, chosen=("NONE", "west")).layout.shapes) == 0
