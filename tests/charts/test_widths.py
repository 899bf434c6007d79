from __future__ import annotations

import pandas as pd
import pytest

from analytics.charts import (
    CHANGE_COLOURS,
    SCALE,
    draw_changes,
    draw_crosswalk,
    draw_flows,
    draw_grid,
    measure_width,
)


def lay_grid(columns: list[str], *, text: str = "1", row: str = "Duty") -> pd.DataFrame:
    cells = pd.DataFrame({"holder_id": [f"office-{i}" for i in range(len(columns))], "column": columns})
    return cells.assign(code="TAX", row=row, group_name="", value=1.0, text=text, hover="")


def lay_flows(columns: list[str]) -> pd.DataFrame:
    cells = lay_grid(columns).rename(columns={"value": "share"})
    return cells.assign(n_duties=1.0)


def measure_grid(columns: list[str], **others: str) -> int:
    return measure_width(draw_grid(lay_grid(columns, **others), colours=SCALE, high=1.0))


def test_grid_grows_by_the_same_with_each_column() -> None:
    widths = [measure_grid(["East"] * n) for n in (2, 3, 4)]
    assert widths[2] - widths[1] == pytest.approx(widths[1] - widths[0], abs=1)
    assert widths[1] > widths[0]


@pytest.mark.parametrize(
    ("columns", "others"),
    [
        (["Eastern", "Eastern"], {}),
        (["East", "East"], {"text": "0.76 (0.54–1.00)"}),
        (["East", "East"], {"row": "Processing trade and bonded"}),
    ],
)
def test_grid_grows_with_heads_texts_and_row_labels(columns: list[str], others: dict[str, str]) -> None:
    assert measure_grid(columns, **others) > measure_grid(["East", "East"])


def test_long_head_between_short_ones_may_reach_over_them() -> None:
    assert measure_grid(["A", "Eastern Customs", "B"]) < measure_grid(["Eastern Customs"] * 3)


def test_grid_has_room_for_its_note() -> None:
    note = "A note that is by far longer than the only column of this grid"
    noted = draw_grid(lay_grid(["East"]), colours=SCALE, high=1.0, note=note)
    assert measure_width(noted) > measure_grid(["East"])


def test_upright_heads_of_a_crosswalk_need_a_line_each_however_long() -> None:
    short, long = ([name] * 12 for name in ("Office", "Office of the Political Department"))
    assert measure_width(draw_crosswalk(lay_flows(long))) == measure_width(draw_crosswalk(lay_flows(short)))


def test_flows_have_room_for_the_names_of_both_sides() -> None:
    short, long = (measure_width(draw_flows(lay_flows([name, "no counterpart"]))) for name in ("Law", "Law " * 9))
    assert long > short > 0


def test_bars_and_an_empty_crosswalk_need_little() -> None:
    parts = pd.DataFrame({"area": ["TAX"], "row": ["Duty"], "change": ["kept"], "n": [3], "hover": [""]})
    assert measure_width(draw_changes(parts, names=dict.fromkeys(CHANGE_COLOURS, "Kept"), axis="Functions")) == 0
    assert measure_width(draw_crosswalk(lay_flows([]).iloc[:0])) < 100
