"""What is saved in the same transaction as entries, so that nothing is ever half done."""

import sqlalchemy as sa

from sopcheck.cases.derived import Change
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import case_rows, private


def apply(connection: sa.Connection, change: Change, *, person: PersonId) -> None:
    """Make the change in the transaction that is open."""
    for row in change.cases:
        case_rows.put(connection, row)
    for words in change.words:
        case_rows.put_words(connection, words)
    for key in change.finished:
        private.drop_unfinished(connection, person, key)
    for shown in change.snapshots:
        private.put_snapshot(connection, shown)
