"""The first migration of an empty database: tables are made once, as all migrations together leave them.

Step by step, Django renders the models around every new one again for each of some thousand steps: a minute of work in
front of everybody who tries the software. Data migrations find nothing to change in an empty database and are passed
over; rows that a room begins with are put after every migration (``kit.migrating``). A database that holds anything
goes step by step, as always. That both ways lead to the same tables and rows is tested.
"""

from typing import Any

from django.db import router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


class FirstMigration(MigrationExecutor):
    def _migrate_all_forwards(self, state: Any, plan: Any, full_plan: Any, fake: bool, fake_initial: bool) -> Any:
        if fake or fake_initial or not self._is_empty():
            return super()._migrate_all_forwards(state, plan, full_plan, fake, fake_initial)
        state.__dict__.pop("apps", None)  # what is rendered would be rendered anew by every operation
        for migration, _backwards in plan:
            migration.mutate_state(state, preserve=False)
        # All or nothing: whoever breaks off here finds an empty database again.
        with self.connection.schema_editor(atomic=True) as editor:
            for model in state.apps.get_models():
                if router.allow_migrate_model(self.connection.alias, model):
                    editor.create_model(model)
            for migration, _backwards in plan:
                self.record_migration(migration)
        return state

    def _is_empty(self) -> bool:
        return set(self.connection.introspection.table_names()) <= {MigrationRecorder.Migration._meta.db_table}
