import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0004_keep_results"),
    ]

    operations = [
        migrations.CreateModel(
            name="VoterTie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voter", models.CharField(max_length=64)),
                ("votes_as", models.CharField(max_length=64)),
                ("tied_at", models.DateTimeField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voter_ties", to="budgeting.round"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "voter"), name="a_voter_votes_as_one"),
                    models.CheckConstraint(
                        condition=models.Q(("voter", models.F("votes_as")), _negated=True),
                        name="a_tie_is_of_two_voters",
                    ),
                ],
            },
        ),
    ]
