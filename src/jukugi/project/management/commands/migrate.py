"""Django's own command, which makes the tables of an empty database at once."""

from django.core.management.commands import migrate

from jukugi.kit.first_migration import FirstMigration

migrate.MigrationExecutor = FirstMigration  # type: ignore[attr-defined]
Command = migrate.Command
