"""Which tables a backup holds, and of which kind each column is, whatever the database calls it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models

from jukugi.kit.backups.errors import BackupFault
from jukugi.kit.first_migration import FirstMigration

# Signing in again is asked of everybody after a restore.
LEFT_OUT = frozenset({"django_session"})
# Django's name of a field's type → kind. A type that is missing here stops a backup before it begins.
KINDS = {
    **dict.fromkeys(
        ["AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField"], "int"
    ),
    **dict.fromkeys(["PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"], "int"),
    **dict.fromkeys(["CharField", "TextField", "SlugField", "FileField", "GenericIPAddressField"], "text"),
    "BooleanField": "bool",
    "DateTimeField": "moment",
    "DateField": "day",
    "TimeField": "time",
    "FloatField": "real",
    "JSONField": "json",
    "BinaryField": "bytes",
    "UUIDField": "uuid",
}


@dataclass(frozen=True)
class Column:
    """``places``: of a decimal, the digits behind the point."""

    name: str
    kind: str
    places: int = 0


@dataclass(frozen=True)
class Table:
    """``key``: the column that rows are sorted by."""

    name: str
    key: str
    columns: tuple[Column, ...]

    @property
    def key_kind(self) -> str:
        return next(column.kind for column in self.columns if column.name == self.key)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Table":
        return cls(told["name"], told["key"], tuple(Column(**column) for column in told["columns"]))


def all_tables(connection: Any) -> list[Table]:
    """Of every room and of the parts in use, as they are in this database, by name.

    The database may be older than the software (before an upgrade): its tables are those of the migrations it has.
    Raises BackupFault when it is newer; TypeError on a type of field that has no kind.
    """
    executor = FirstMigration(connection)
    known = set(executor.loader.disk_migrations) | replaced(executor)
    unknown = sorted(set(executor.loader.applied_migrations) - known)
    if unknown:
        raise BackupFault(
            f"データベースが、いまの熟議より新しい形です（{'の'.join(unknown[0])}を知りません）。新しい版で行ってください。"
        )
    state = executor.loader.project_state(
        sorted(set(executor.loader.applied_migrations) & set(executor.loader.graph.nodes))
    )
    found = (
        model
        for model in state.apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    )
    tables = [Table(model._meta.db_table, str(model._meta.pk.column), tuple(_columns(model))) for model in found]
    return sorted(tables, key=lambda table: table.name)


def replaced(executor: FirstMigration) -> set[tuple[str, str]]:
    """Migrations that others stand for now."""
    return {each for migration in executor.loader.disk_migrations.values() for each in migration.replaces}


def _columns(model: type[models.Model]) -> Iterator[Column]:
    for field in model._meta.concrete_fields:
        plain: Any = field
        while plain.remote_field is not None:
            plain = plain.target_field
        kind, name = plain.get_internal_type(), str(field.column)
        if kind == "DecimalField":
            yield Column(name, "decimal", plain.decimal_places)
        elif kind in KINDS:
            yield Column(name, KINDS[kind])
        else:
            raise TypeError(f"{model._meta.db_table}.{field.column}: {kind} has no kind in jukugi.kit.backups.tables")
