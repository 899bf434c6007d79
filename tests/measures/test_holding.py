from __future__ import annotations

import pandas as pd

from analytics.measures import list_holding


def lay_duties(*rows: tuple[str, str]) -> pd.DataFrame:
    """Lay out duties by id and functions; the id tells department and office."""
    table = pd.DataFrame(rows, columns=["duty_id", "functions"])
    department = table["duty_id"].str.rpartition("-")[0]
    source = department.str.rpartition("-")[0]
    return table.assign(department_id=department, source_id=source, office_id=source)


def test_list_holding_counts_the_duties_of_each_department_once() -> None:
    duties = lay_duties(("a-01-01", "TAX.VALUE;TAX.RATE"), ("a-01-02", "TAX.VALUE"), ("a-02-01", "LAB.TEST"))

    assert list_holding(duties, ["TAX.RATE", "TAX.VALUE"]).to_dict("records") == [
        {"office_id": "a", "source_id": "a", "department_id": "a-01", "n_duties": 2, "functions": "TAX.RATE;TAX.VALUE"}
    ]


def test_list_holding_keeps_the_order_of_the_documents() -> None:
    duties = lay_duties(("b-01-01", "TAX.RATE"), ("a-01-01", "TAX.RATE"))

    assert list_holding(duties, ["TAX.RATE"])["department_id"].tolist() == ["b-01", "a-01"]


def test_list_holding_of_functions_that_nobody_holds_keeps_its_columns() -> None:
    assert list_holding(lay_duties(("a-01-01", "TAX.RATE")), ["LAB.TEST"]).to_dict("list") == {
        "office_id": [], "source_id": [], "department_id": [], "n_duties": [], "functions": [],
    }  # fmt: skip
