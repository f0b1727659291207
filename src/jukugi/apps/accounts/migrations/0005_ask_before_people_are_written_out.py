from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_hold_roles_to_their_last_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExportAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=400)),
                ("asked_by", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "確認待ち"),
                            ("agreed", "受け取れる"),
                            ("refused", "断られた"),
                            ("lapsed", "期限切れ"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("last_on", models.DateField()),
                ("answer", models.CharField(blank=True, max_length=400)),
                ("answered_by", models.CharField(blank=True, max_length=40)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "last_on"], name="asks_that_stand_open")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "agreed"])),
                        fields=("asked_by", "kind", "key"),
                        name="one_open_ask_of_one_person_for_one_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", ""),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_answers_their_own_ask",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by", "")),
                            models.Q(models.Q(("answered_by", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="ask_is_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "waiting")),
                            models.Q(("answered_at__isnull", False), ("state__in", ["agreed", "refused"])),
                            ("state", "lapsed"),
                            _connector="OR",
                        ),
                        name="state_of_an_ask_follows_its_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ask_is_refused_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("asked_by", ""), _negated=True)
                        ),
                        name="somebody_asks_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken", 0), ("taken_at__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("taken__gt", 0), ("taken_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="file_is_taken_after_an_answer",
                    ),
                ],
            },
        ),
    ]
