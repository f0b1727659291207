"""The words that most cities decide with, and how much of the hours each usually leaves. A city changes them."""

from django.db import migrations

# name, meaning, per cent of the hours left (few, middle, many), of the deliveries, whether it ends the request
WORDS = [
    ("廃止", "頼むことをやめます。", 0, 0, 0, 0, True),
    ("縮小", "回数、部数、人数を減らします。", 40, 50, 70, 50, False),
    ("統合", "ほかの依頼と一つにします。", 40, 50, 70, 30, False),
    ("手段変更", "紙や会議のかわりに、別の届け方にします。", 30, 50, 90, 20, False),
    ("対価・委託", "費用を払うか、ほかに委託します。", 0, 10, 40, 20, False),
    ("任意の明示", "しなくてもよいことを、文書の初めに書きます。", 40, 70, 100, 100, False),
    ("継続", "これまでどおり頼みます。", 100, 100, 100, 100, False),
    ("保留", "もっと調べてから決めます。", 100, 100, 100, 100, False),
]


def put_words(apps, schema_editor):
    kinds = apps.get_model("inventory", "DecisionKind")
    for place, (name, meaning, low, left, high, deliveries, ends_it) in enumerate(WORDS, start=1):
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
