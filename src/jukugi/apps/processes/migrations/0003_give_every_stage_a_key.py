from django.db import migrations, models

from jukugi.apps.processes.models.course import new_key


def give_keys(apps, schema_editor):
    """Each stage that was there before gets a key of its own."""
    for name in ("Phase", "Milestone"):
        model = apps.get_model("processes", name)
        for stage in model.objects.filter(key="").iterator():
            model.objects.filter(pk=stage.pk).update(key=new_key())


class Migration(migrations.Migration):
    dependencies = [("processes", "0002_stages_gates_and_changes")]

    operations = [
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        *(
            migrations.AlterField(
                model_name=name,
                name="key",
                field=models.CharField(default=new_key, editable=False, max_length=24, unique=True),
            )
            for name in ("phase", "milestone")
        ),
    ]
