"""Rows of lists without what only a single case needs, and an index by which the next limits are found.

What is derived is copied as far as it is there, so that search goes on working; the rest is made again from
the ledger when the vault is opened, for which the mark is set.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CASE = (
    "case_id, reference, operation, district, team, investigator, supervisor, opened, closed, answered, "
    "applicable, last_activity, next_moment"
)


def upgrade() -> None:
    """Make the two tables anew, and one more for the payloads."""
    for table in ("limit_index", "case_index"):
        op.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")  # noqa: S608 - our own names
        op.drop_table(table)
    _make_case_index()
    _make_payload()
    _make_limit_index()
    op.execute(
        f"INSERT INTO case_index ({_CASE}, next_words, next_basis, owner_absent, directed) "  # noqa: S608 - our own names
        f"SELECT {_CASE}, '', '', 0, 0 FROM kept_case_index"
    )
    op.execute("INSERT INTO case_payload SELECT case_id, payload FROM kept_case_index")
    op.execute("INSERT INTO limit_index SELECT * FROM kept_limit_index")
    op.execute("INSERT OR REPLACE INTO meta SELECT 'rebuild', '1' WHERE EXISTS (SELECT 1 FROM case_index)")
    for table in ("limit_index", "case_index"):
        op.drop_table(f"kept_{table}")
    op.execute("PRAGMA user_version = 3")


def _make_case_index() -> None:
    texts = ("reference", "operation", "district", "team", "investigator", "supervisor", "opened")
    op.create_table(
        "case_index",
        sa.Column("case_id", sa.Text, primary_key=True),
        *(_text(name) for name in texts),
        *(_number(name) for name in ("closed", "answered", "applicable")),
        _text("last_activity"),
        *(sa.Column(name, sa.Text) for name in ("next_moment", "last_review", "next_review", "next_limit")),
        _text("next_words"),
        _text("next_basis"),
        _number("owner_absent"),
        _number("directed"),
        sqlite_strict=True,
    )
    op.create_index("case_index_next", "case_index", ["next_moment"])
    op.create_index("case_index_reference", "case_index", [sa.text("reference COLLATE NOCASE")])


def _make_payload() -> None:
    case = sa.ForeignKey("case_index.case_id", ondelete="CASCADE")
    op.create_table(
        "case_payload",
        sa.Column("case_id", sa.Text, case, primary_key=True),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sqlite_strict=True,
    )


def _make_limit_index() -> None:
    case = sa.ForeignKey("case_index.case_id", ondelete="CASCADE")
    op.create_table(
        "limit_index",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Text, case, nullable=False),
        *(_text(name) for name in ("place", "what", "basis")),
        sa.Column("soon_at", sa.Text),
        sa.Column("ends_at", sa.Text),
        sqlite_strict=True,
    )
    op.create_index("limit_index_case", "limit_index", ["case_id"])
    op.create_index("limit_index_soon", "limit_index", ["soon_at"])
    op.create_index("limit_index_ends", "limit_index", ["ends_at"])


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer, nullable=False)
