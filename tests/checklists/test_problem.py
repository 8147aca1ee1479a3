import pytest

from sopcheck.checklists.problem import KEBAB, NO_LINES, DefinitionError, Lines, Problem, in_order, not_an_id


@pytest.mark.parametrize("written", ["a", "24-hour", "record-first-report", "7-day", "a1-b2"])
def test_an_id_is_small_letters_digits_and_single_hyphens(written: str) -> None:
    assert KEBAB.fullmatch(written)


@pytest.mark.parametrize("written", ["", "-a", "a-", "a--b", "A", "a_b", "a b", "a.b", "é", "a\n", "a/b"])
def test_anything_else_is_no_id(written: str) -> None:
    assert not KEBAB.fullmatch(written)


def test_what_is_no_id_is_cut_in_its_sentence() -> None:
    assert not_an_id("X" * 99).startswith(f"“{'X' * 40}” is not an id")


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("f.yaml", 3, "a-b", "w", "Wrong."), "f.yaml:3: a-b: Wrong."),
        (Problem("f.yaml", 3, "", "w", "Wrong."), "f.yaml:3: Wrong."),
        (Problem("f.yaml", 0, "", "w", "Wrong."), "f.yaml: Wrong."),
        (Problem("", 0, "a-b", "w", "Wrong."), "a-b: Wrong."),
        (Problem("f", 3, "a", "w", "Wrong.", elsewhere=2), "f:3: a: Wrong. The first is on line 2."),
    ],
)
def test_a_problem_reads_file_line_id_and_sentence(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_problems_come_in_the_order_of_their_lines_and_once() -> None:
    late, early = Problem("f", 2, "a", "w", "S."), Problem("f", 1, "a", "w", "S.")
    assert in_order([late, early, late]) == (early, late)


def test_a_path_that_is_not_there_has_the_line_of_the_nearest_above() -> None:
    lines = Lines({(): 1, ("a",): 3, ("a", 0): 4})
    assert [lines.at("a", 0, "b"), lines.at("a", 1), lines.at("b")] == [4, 3, 1]


def test_without_a_file_there_are_no_lines() -> None:
    assert NO_LINES.at("stages", 0) == 0


def test_a_refusal_tells_the_first_line_and_keeps_all() -> None:
    refused = DefinitionError([Problem("f", 9, "b", "w", "Late."), Problem("f", 2, "a", "w", "Early.")])
    assert (str(refused), refused.name, refused.line, refused.id) == ("Line 2: Early.", "f", 2, "a")
    assert [problem.line for problem in refused.problems] == [2, 9]


def test_a_refusal_without_a_line_is_its_sentence() -> None:
    refused = DefinitionError([Problem("", 0, "", "w", "Wrong.")])
    assert (str(refused), refused.line) == ("Wrong.", 0)
