from typing import Literal

import msgspec
import pytest
from msgspec import inspect

from sopcheck.checklists.shaping import MOST_PROBLEMS, Shaped, Shaper
from sopcheck.checklists.yaml_tree import read_tree


class Wheel(msgspec.Struct):
    """A part with one of each of what can be wanted."""

    spokes: int
    name: str = ""
    spare: bool = False
    side: Literal["left", "right"] = "left"
    marks: tuple[str, ...] = ()
    maker: "str | Maker" = ""


class Maker(msgspec.Struct):
    """What a union may hold instead of a text."""

    name: str


class Cart(msgspec.Struct):
    """What the files of these tests describe."""

    id: str
    wheels: tuple[Wheel, ...] = ()
    parts: dict[str, Wheel] = {}


def _shaped(text: str) -> tuple[Shaped, Shaper]:
    shaper = Shaper("cart.yaml")
    return shaper.shape(read_tree(text, name="cart.yaml").root, inspect.type_info(Cart)), shaper


def _said(text: str) -> list[str]:
    return [str(problem) for problem in _shaped(text)[1].problems]


def test_each_value_gets_the_shape_that_is_wanted() -> None:
    text = "id: 7\nwheels:\n  - {spokes: 8, name: 8, spare: true, side: right, marks: [1, no]}\n"
    shaped, shaper = _shaped(text)
    wheel = {"spokes": 8, "name": "8", "spare": True, "side": "right", "marks": ["1", "no"]}
    assert shaped == {"id": "7", "wheels": [wheel]}
    assert shaper.problems == []


@pytest.mark.parametrize(
    ("maker", "shaped"), [("Smith", "Smith"), ("{name: Smith}", {"name": "Smith"}), ('""', "")]
)
def test_a_union_takes_what_fits_the_node(maker: str, shaped: Shaped) -> None:
    assert _shaped(f"id: x\nparts: {{a: {{spokes: 1, maker: {maker}}}}}\n")[0] == {
        "id": "x",
        "parts": {"a": {"spokes": 1, "maker": shaped}},
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: x\nparts: [a]\n", "cart.yaml:2: x: `parts` wants ids with keys below them."),
        ("id: x\nparts:\n  a: 8\n", "cart.yaml:3: a: `a` wants keys with values below it."),
        ("id: x\nwheels: 8\n", "cart.yaml:2: x: `wheels` wants a list."),
        ("id: x\nwheels: [8]\n", "cart.yaml:2: x: `wheels` wants keys with values below it."),
        (
            "id: x\nwheels:\n  - {}\n",
            "cart.yaml:3: x: A wheel needs the key `spokes`, and this one has none.",
        ),
        (
            "id: x\nparts: {a: {spokes: []}}\n",
            "cart.yaml:2: a: `spokes` wants a whole number, and only that.",
        ),
        ("id: x\nparts: {a: {spokes: 8, spare: no}}\n", "`spare` wants true or false, and “no” is not one."),
        (
            "id: x\nparts: {a: {spokes: 8, side: up}}\n",
            "`side` wants one of left, right, and “up” is not one.",
        ),
        ("id: x\nparts: {a: {spokes: 8, maker: [b]}}\n", "`maker` wants a text, and only that."),
        ("id: x\nparts: {a: {spokes: 8, name: }}\n", "`name` says nothing. Fill it in or leave it out."),
        ("id: x\nwheel: []\n", "cart.yaml:2: x: “wheel” is no key of a cart. Is “wheels” meant?"),
        ("id: x\nq: 1\n", "“q” is no key of a cart. It may have id, wheels, parts."),
        ("id: x\nparts: {A b: {spokes: 8}}\n", "“A b” is not an id. Write small letters"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(text: str, said: str) -> None:
    assert [sentence for sentence in _said(text) if said in sentence]


def test_a_long_value_is_cut_in_the_sentence() -> None:
    (sentence,) = _said(f"id: x\nwheels: [{{spokes: {'9' * 500}}}]\n")
    assert f"“{'9' * 40}…” is not one" in sentence


def test_an_empty_value_is_missed_at_its_key() -> None:
    text = "id: x\nparts:\n  a:\n    spokes: 1\n    name:\n    side: left\n"
    assert [problem.line for problem in _shaped(text)[1].problems] == [5]


def test_an_empty_text_in_quotes_is_a_text() -> None:
    assert _shaped('id: ""\n')[0] == {"id": ""}


def test_every_part_knows_its_line() -> None:
    text = "id: x\nparts:\n  a:\n    spokes: 1\n    marks: [b,\n      c]\n"
    lines = _shaped(text)[1].lines
    wanted = {("id",): 1, ("parts", "a"): 3, ("parts", "a", "spokes"): 4, ("parts", "a", "marks", 1): 6}
    assert {path: lines[path] for path in wanted} == wanted


def test_problems_are_noted_up_to_a_point() -> None:
    assert len(_said("id: x\n" + "".join(f"k{n}: 1\n" for n in range(MOST_PROBLEMS + 50)))) == MOST_PROBLEMS
