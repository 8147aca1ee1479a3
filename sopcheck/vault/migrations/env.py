"""What Alembic runs: the steps, on the connection it was given; a vault is never migrated any other way."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
