from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0001_keep_reviews"),
    ]

    operations = [
        migrations.AddField(
            model_name="evaluationsheet",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
