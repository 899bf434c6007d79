from __future__ import annotations

import pandas as pd

from analytics.charts import CHANGE_COLOURS, FRAME, draw_changes
from analytics.measures import CHANGES

NAMES = {"gained": "New", "kept": "Kept", "not_restated": "Not restated"}
PARTS = pd.DataFrame(
    [
        ("TAX", "Customs<br>duty", "kept", 2, "kept duty"),
        ("TAX", "Customs<br>duty", "not_restated", 3, "silent duty"),
        ("QUA", "Quarantine", "gained", 4, "new quarantine"),
    ],
    columns=["area", "row", "change", "n", "hover"],
)


def draw(chosen: tuple[str, str] | None = None) -> list[dict[str, object]]:
    drawing = draw_changes(PARTS, names=NAMES, axis="Functions", chosen=chosen)
    return [trace.to_plotly_json() for trace in drawing.data]


def test_draw_changes_parts_each_bar_in_the_order_of_the_names() -> None:
    traces = draw()
    assert [trace["name"] for trace in traces] == ["New", "Kept", "Not restated"]
    assert [(list(t["y"]), list(t["x"]), list(t["text"])) for t in traces] == [  # type: ignore[call-overload]
        (["QUA"], [4], ["4"]), (["TAX"], [2], ["2"]), (["TAX"], [3], ["3"]),
    ]  # fmt: skip
    assert [[list(point) for point in t["customdata"]] for t in traces] == [  # type: ignore[attr-defined]
        [["QUA", "gained"]], [["TAX", "kept"]], [["TAX", "not_restated"]],
    ]  # fmt: skip


def test_draw_changes_labels_areas_from_the_top_and_names_its_axis() -> None:
    layout = draw_changes(PARTS, names=NAMES, axis="Functions", ink="#123456").layout
    assert list(layout.yaxis.categoryarray) == ["TAX", "QUA"]
    assert list(layout.yaxis.ticktext) == ["Customs<br>duty", "Quarantine"]
    assert list(layout.yaxis.range) == [1.5, -0.5]
    assert (layout.xaxis.title.text, layout.yaxis.tickfont.color) == ("Functions", "#123456")


def test_draw_changes_frames_the_chosen_part_alone() -> None:
    lines = [trace["marker"]["line"] for trace in draw(("TAX", "kept"))]  # type: ignore[index]
    assert [(line["color"], list(line["width"])) for line in lines] == [(FRAME, [0]), (FRAME, [3]), (FRAME, [0])]


def test_draw_changes_of_nothing_is_an_empty_picture() -> None:
    assert len(draw_changes(PARTS.iloc[:0], names=NAMES, axis="Functions").data) == 0


def test_change_colours_know_every_change() -> None:
    assert sorted(CHANGE_COLOURS) == sorted(CHANGES)
    assert len(set(CHANGE_COLOURS.values())) == len(CHANGES)
