"""What can be printed is offered in words, and without a review only what needs none."""

from typing import get_args

from sopcheck.cases.access_events import DocumentKind
from sopcheck.ui.record.documents import OF_A_REVIEW, WITH_THE_CODE, documents


def test_every_document_there_is_is_offered_once_in_words_of_its_own() -> None:
    offered = documents(reviewed=True, sensitive=True)
    assert [kind for kind, _ in offered] == list(get_args(DocumentKind))
    assert len({words for _, words in offered}) == len(offered)


def test_without_a_held_review_nothing_of_a_review_is_offered() -> None:
    offered = {kind for kind, _ in documents(reviewed=False, sensitive=True)}
    assert offered == set(get_args(DocumentKind)) - OF_A_REVIEW


def test_whoever_may_not_have_sensitive_words_is_offered_none() -> None:
    offered = {kind for kind, _ in documents(reviewed=True, sensitive=False)}
    assert set(get_args(DocumentKind)) - offered == {"annex", "sensitive-disclosure"}


def test_only_the_record_itself_carries_the_code_of_the_review() -> None:
    assert WITH_THE_CODE < OF_A_REVIEW
    assert "annex" not in WITH_THE_CODE
