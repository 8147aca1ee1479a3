"""Problems in the words of the forms: who writes in the window never meets a key of the file."""

import pytest

from sopcheck.ui.editor.form_words import in_form_words


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("A review of type fixed needs `due` with `from`.", "“When it is due” with “Counted from when”."),
        (
            "It does not set this grade. Write sets_grade: danger there.",
            "“The grade that the choice sets”: danger",
        ),
        ("`title` is empty. People read it; write it.", "“Title” is empty."),
    ],
)
def test_a_key_is_called_as_its_field_is(sentence: str, said: str) -> None:
    assert said in in_form_words(sentence, "schedule")


def test_what_has_no_field_and_what_people_wrote_stays() -> None:
    for sentence in (
        "Write `no_such_key` there.",
        "“see-child: due” is no id.",
        "There is no fact “due” here.",
    ):
        assert in_form_words(sentence, "items") == sentence
