"""What is saved in the same transaction as entries, so that nothing is ever half done."""

import sqlalchemy as sa

from sopcheck.cases.derived import Change
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import case_rows, private, rows


def apply(connection: sa.Connection, change: Change, *, person: PersonId) -> None:
    """Make the change in the transaction that is open."""
    _erase(connection, change)
    for row in change.cases:
        case_rows.put(connection, row)
    for words in change.words:
        case_rows.put_words(connection, words)
    for key in change.finished:
        private.drop_unfinished(connection, person, key)
    for shown in change.snapshots:
        private.put_snapshot(connection, shown)


def _erase(connection: sa.Connection, change: Change) -> None:
    # First, so that what is left of a case may be put in place of what was there.
    for name in change.erased:
        rows.erase(connection, name)
    for case in change.gone:
        case_rows.remove(connection, case)
        private.drop_unfinished_of(connection, case)
    for review in change.unshown:
        private.drop_snapshot(connection, review)
    for left in change.without:
        private.replace_snapshot(connection, left)
