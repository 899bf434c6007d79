"""What suggestions are learnt from: gathered, cleaned, and cut by groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.tagging.evidence import lay_examples
from analytics.tagging.material import clean_texts, gather_material
from analytics.tagging.phrases import lay_phrases
from tests.tagging.small import (
    CODEBOOK,
    lay_material,
    lay_register,
    lay_samples,
    lay_strangers,
    lay_texts,
    write_data,
)

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = lay_samples(("mars-1", "Tests samples", "en", "LAB.TEST"), ("mars-2", "值班", "zh", "OFF.DUTY"))


def test_gather_material_lays_gists_of_both_languages_with_their_unit_s_name(tmp_path: Path) -> None:
    texts = gather_material(lay_register(), tmp_path).texts

    assert len(texts) == 54
    assert texts.loc[texts["duty_id"] == "west-01-02"].to_dict("records") == [
        {
            "text": text,
            "language": language,
            "unit_id": "west-01",
            "unit_name": name,
            "functions": "TAX.VALUE",
            "action": "EXECUTE",
            "group": "west",
            "duty_id": "west-01-02",
        }
        for text, language, name in (
            ("Handles customs valuation of goods in the west", "en", "Customs Valuation Of Goods"),
            ("办理海关估价", "zh", "海关估价处"),
        )
    ]


def test_gather_material_takes_the_half_to_tune_on_alone(tmp_path: Path) -> None:
    tested = SAMPLES.assign(half=["tune", "test"])
    strangers = lay_strangers().assign(half=["tune", "test"] * 3)

    material = gather_material(lay_register(), write_data(tmp_path / "data", samples=tested, strangers=strangers))

    assert material.texts.loc[material.texts["duty_id"] == "", ["text", "group"]].to_numpy().tolist() == [
        ["Tests samples", "sample of mars"]
    ]
    assert set(material.strangers["language"]) == {"en"}


def test_gather_material_takes_no_administrative_work_for_strange(tmp_path: Path) -> None:
    strangers = lay_strangers().assign(business=["administration", *["own"] * 5])

    material = gather_material(lay_register(), write_data(tmp_path / "data", strangers=strangers))

    assert len(material.strangers) == 5


def test_assemble_material_passes_over_samples_of_unknown_functions() -> None:
    material = lay_material(SAMPLES.assign(functions=["LAB.TEST;XXX.NONE", "OFF.DUTY"]))

    assert material.texts.loc[material.texts["duty_id"] == "", "text"].to_list() == ["值班"]


def test_leave_out_leaves_nothing_of_a_group() -> None:
    material = lay_material(SAMPLES, lay_strangers()).leave_out({"east", "kind zoo"})

    assert set(material.texts["group"]) == {"south", "west", "sample of mars"}
    assert set(material.strangers["group"]) == {"kind university"}
    assert material.sources == ("east", "south", "west")


def test_list_companions_shares_every_group_out_once() -> None:
    material = lay_material(SAMPLES, lay_strangers())

    assert [material.list_companions(source) for source in material.sources] == [
        {"sample of mars"},
        {"kind university"},
        {"kind zoo"},
    ]


def test_mark_functions_marks_each_code_named() -> None:
    material = lay_material()

    assert material.functions == ["TAX.VALUE", "TAX.ORIGIN", "LAB.TEST", "OFF.DUTY", "GEN.MANDATE", "GEN.OTHER"]
    assert material.mark_functions(["GEN.OTHER;TAX.VALUE", ""]).tolist() == [[1, 0, 0, 0, 0, 1], [0] * 6]


def test_clean_texts_folds_spaces_and_script() -> None:
    given = lay_texts((" 海關\n估價 ", "zh"), ("a \t b", "en"), names=("關稅處", " c  d"))

    assert clean_texts(given)[["text", "unit_name"]].to_numpy().tolist() == [["海关 估价", "关税处"], ["a b", "c d"]]


def test_lay_phrases_lays_every_function_in_both_languages() -> None:
    phrases = lay_phrases(CODEBOOK)

    named = {(codes, language) for codes, language in zip(phrases["functions"], phrases["language"], strict=True)}
    for code in ("TAX.VALUE", "TAX.ORIGIN", "LAB.TEST", "OFF.DUTY"):
        for language in ("en", "zh"):
            assert {(code, language), (f"GEN.MANDATE;{code}", language)} <= named
    assert not phrases["text"].str.contains(r"[{}]").any()


def test_lay_phrases_names_no_code_that_the_codebook_lacks() -> None:
    book = type(CODEBOOK)("1", CODEBOOK.areas[:3], CODEBOOK.actions[:1], ())

    phrases = lay_phrases(book)

    assert set(phrases["action"]) == {"RULE"}
    assert not phrases["functions"].str.contains("GEN").any()


def test_lay_examples_gives_strangers_no_function() -> None:
    examples = lay_examples(lay_material(SAMPLES, lay_strangers()))

    assert examples["kind"].value_counts().to_dict() == {
        "phrase": len(lay_phrases(CODEBOOK)),
        "text": 56,
        "label": 18,
        "term": 8,
        "stranger": 6,
    }
    assert set(examples.loc[examples["kind"] == "stranger", "functions"]) == {""}
