import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("issues", "0006_add_policies"),
        ("opinions", "0008_take_answers_in_words"),
        ("processes", "0003_give_every_stage_a_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpinionGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("draft", models.CharField(blank=True, max_length=120)),
                ("draft_coverage", models.FloatField(default=0)),
                ("label", models.CharField(blank=True, max_length=40)),
                ("labelled_by", models.CharField(blank=True, max_length=40)),
                ("labelled_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "central",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="opinions.opinion",
                    ),
                ),
                (
                    "different",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="opinions.opinion",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion_groups",
                        to="issues.issue",
                    ),
                ),
                (
                    "minority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="opinions.opinion",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion_groups",
                        to="processes.process",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["process", "issue"], name="groups_by_issue")],
                "constraints": [
                    models.UniqueConstraint(fields=("process", "number"), name="one_group_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), ("labelled_at__isnull", True), ("labelled_by", "")),
                            models.Q(
                                models.Q(("label", ""), _negated=True),
                                models.Q(("labelled_by", ""), _negated=True),
                                ("labelled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_label_is_somebodys",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupingRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "始まるのを待っています"),
                            ("running", "計算しています"),
                            ("done", "終わりました"),
                            ("cancelled", "取りやめました"),
                            ("failed", "終わりませんでした"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("seed", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("read", models.PositiveIntegerField(default=0)),
                ("n_groups", models.PositiveIntegerField(default=0)),
                ("n_repeated", models.PositiveIntegerField(default=0)),
                ("actor_key", models.CharField(blank=True, max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grouping_runs",
                        to="issues.issue",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grouping_runs",
                        to="processes.process",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=("process", "issue"),
                        name="one_run_of_an_issue_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("issue__isnull", True), ("state__in", ("waiting", "running"))),
                        fields=("process",),
                        name="one_run_without_an_issue_at_a_time",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="IssueSuggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.JSONField(default=list)),
                ("sureness", models.FloatField(default=0)),
                ("is_abstaining", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                (
                    "first",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="issues.issue"
                    ),
                ),
                (
                    "opinion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issue_suggestion",
                        to="opinions.opinion",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="issues.issue"
                    ),
                ),
                (
                    "third",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="issues.issue"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sureness__gte", 0), ("sureness__lte", 1)), name="sureness_is_a_share"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_held", models.BooleanField(default=False)),
                ("is_apart", models.BooleanField(default=False)),
                ("placed_at", models.DateTimeField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="grouping.opiniongroup",
                    ),
                ),
                (
                    "opinion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="placement", to="opinions.opinion"
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeats",
                        to="opinions.opinion",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_apart", False), ("same_as__isnull", True), _connector="OR"),
                        name="who_stands_apart_repeats_nobody",
                    )
                ],
            },
        ),
    ]
