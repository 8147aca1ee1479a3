"""Checkpoints of the chains that are written here."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of checkpoints."""
    op.create_table(
        "checkpoint",
        sa.Column("log", sa.Text, primary_key=True),
        sa.Column("size", sa.Integer, primary_key=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("peaks", sa.LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.execute("PRAGMA user_version = 2")
