import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_count_people_by_age_and_sex"),
        ("opinions", "0001_squashed_0008_take_answers_in_words"),
        ("processes", "0001_squashed_0003_give_every_stage_a_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreparedReach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live", models.JSONField(default=dict)),
                ("public", models.JSONField(default=dict)),
                ("cells", models.JSONField(default=dict)),
                ("after", models.PositiveSmallIntegerField(default=0)),
                ("wanted_at", models.DateTimeField(blank=True, null=True)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "process",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared_reach",
                        to="processes.process",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outreach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("leaflet", "ちらし・ポスター"),
                            ("visit", "訪問・出前"),
                            ("letter", "手紙"),
                            ("social", "SNS・メール"),
                            ("venue", "会場・催し"),
                            ("other", "そのほか"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("u18", "17歳以下"),
                            ("18", "18〜29歳"),
                            ("30", "30〜39歳"),
                            ("40", "40〜49歳"),
                            ("50", "50〜59歳"),
                            ("60", "60〜69歳"),
                            ("70", "70〜79歳"),
                            ("80", "80歳以上"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("male", "男性"), ("female", "女性"), ("other", "そのほか")], max_length=8
                    ),
                ),
                ("people", models.CharField(blank=True, max_length=80)),
                ("done_on", models.DateField()),
                ("handed_out", models.PositiveIntegerField()),
                ("cost_yen", models.PositiveIntegerField(blank=True, null=True)),
                ("responses", models.PositiveIntegerField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                ("is_sample", models.BooleanField(default=False)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                ("correction_reason", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                ("ended_reason", models.TextField(blank=True)),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="opinions.call",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="reach.outreach",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outreach", to="processes.process"
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "ordering": ["-done_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="outreach_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handed_out__gt", 0)), name="outreach_reaches_out_to_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("call__isnull", True), ("responses__isnull", True), _connector="OR"),
                        name="responses_are_counted_in_one_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction_reason", ""), ("corrects__isnull", True)),
                            models.Q(("corrects__isnull", False), models.Q(("correction_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="outreach_is_corrected_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", ""), ("ended_reason", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outreach_is_taken_back_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReachEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("cells", models.JSONField()),
                ("note", models.TextField(blank=True)),
                ("code_version", models.CharField(max_length=40)),
                ("counted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reach_editions",
                        to="processes.process",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("process", "number"), name="one_reach_edition_per_number")
                ],
            },
        ),
    ]
