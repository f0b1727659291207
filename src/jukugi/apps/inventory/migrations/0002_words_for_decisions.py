"""The words that most cities decide with, and how much of the hours each usually leaves. A city changes them."""

from django.db import migrations

from jukugi.apps.inventory.enums import DECISION_WORDS


def put_words(apps, schema_editor):
    kinds = apps.get_model("inventory", "DecisionKind")
    for place, (name, meaning, low, left, high, deliveries, ends_it) in enumerate(DECISION_WORDS, start=1):
        kinds.objects.get_or_create(
            name=name,
            defaults={
                "meaning": meaning,
                "left_low": low,
                "left": left,
                "left_high": high,
                "deliveries_left": deliveries,
                "ends_it": ends_it,
                "position": place * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_requests_to_associations")]
    operations = [migrations.RunPython(put_words, migrations.RunPython.noop)]
