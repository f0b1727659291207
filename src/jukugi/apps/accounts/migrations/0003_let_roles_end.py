"""Roles that stood without a last day get one: the end of a fiscal year that is at least two months away."""

import datetime
from typing import Any

from django.db import migrations
from django.utils import timezone

from jukugi.core.fiscal_year import first_day, fiscal_year_of

LEAST_NOTICE = datetime.timedelta(days=60)


def give_last_days(apps: Any, schema_editor: Any) -> None:
    day = timezone.localdate() + LEAST_NOTICE
    last_on = first_day(fiscal_year_of(day) + 1) - datetime.timedelta(days=1)
    roles = apps.get_model("accounts", "Role").objects.using(schema_editor.connection.alias)
    roles.filter(ends_on__isnull=True).exclude(kind="operator").update(ends_on=last_on)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_bring_devices_of_one_person_together")]

    operations = [migrations.RunPython(give_last_days, migrations.RunPython.noop)]
