"""The table in the guide is the one that decides."""

from pathlib import Path

from sopcheck.cases.authority import AUTHORITY, role_words

GUIDE = Path(__file__).parents[1] / "docs" / "guide.md"


def table_lines() -> list[str]:
    return [
        f"| {action} | {', '.join(map(role_words, rule.roles))} | {rule.also} |"
        for action, rule in AUTHORITY.items()
    ]


def test_who_may_do_what_stands_in_the_guide_as_it_is_decided() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert text.partition("| --- | --- | --- |\n")[2].splitlines() == table_lines()
