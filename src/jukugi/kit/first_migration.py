"""The first migration of an empty database: tables are made once, as all migrations together leave them.

Step by step, Django renders the models around every new one again for each of some thousand steps: a minute of work in
front of everybody who tries the software. Data migrations find nothing to change in an empty database and are passed
over; rows that a room begins with are put after every migration (``kit.migrating``). A database that holds anything
goes step by step, as always. That both ways lead to the same tables and rows is tested.
"""

from typing import Any

from django.db import router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


class FirstMigration(MigrationExecutor):
    def migrate(
        self, targets: Any, plan: Any = None, state: Any = None, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        if fake or fake_initial or plan == [] or not self._is_empty():
            return super().migrate(targets, plan=plan, state=state, fake=fake, fake_initial=fake_initial)
        plan = self.migration_plan(targets) if plan is None else plan
        made = ProjectState(real_apps=self.loader.unmigrated_apps)
        for migration, _backwards in plan:
            migration.mutate_state(made, preserve=False)
        self.recorder.ensure_schema()
        # All or nothing: whoever breaks off here finds an empty database again.
        with self.connection.schema_editor(atomic=True) as editor:
            for model in made.apps.get_models():
                if router.allow_migrate_model(self.connection.alias, model):
                    editor.create_model(model)
            for migration, _backwards in plan:
                self._record(migration)
        return made

    def _record(self, migration: Migration) -> None:
        for room, name in [*migration.replaces, (migration.app_label, migration.name)]:
            self.recorder.record_applied(room, name)

    def _is_empty(self) -> bool:
        return set(self.connection.introspection.table_names()) <= {MigrationRecorder.Migration._meta.db_table}
