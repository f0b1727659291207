import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
        ("issues", "0006_add_policies"),
        ("opinions", "0008_take_answers_in_words"),
        ("organizations", "0003_add_adds_unknown"),
        ("processes", "0003_give_every_stage_a_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                ("attribution", models.TextField(blank=True)),
                ("source_digest", models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="areas.area"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="issues.issue",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="processes.process"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="MapEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(blank=True, max_length=80)),
                ("note", models.TextField(blank=True)),
                ("published_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                ("code_version", models.CharField(max_length=40)),
                ("through", models.BigIntegerField()),
                ("data_digest", models.CharField(max_length=64)),
                ("document_digest", models.CharField(max_length=64)),
                ("participants", models.PositiveIntegerField()),
                ("statements", models.PositiveIntegerField()),
                ("votes", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="opinion_map.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["topic", "-number"],
                "indexes": [],
                "constraints": [models.UniqueConstraint(fields=("topic", "number"), name="one_map_edition_per_number")],
            },
        ),
        migrations.CreateModel(
            name="LiveMap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("computed_at", models.DateTimeField()),
                ("last_vote_pk", models.BigIntegerField()),
                ("code_version", models.CharField(max_length=40)),
                ("participants", models.PositiveIntegerField()),
                ("statements", models.PositiveIntegerField()),
                ("votes", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                (
                    "topic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="live_map", to="opinion_map.topic"
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="VoteSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(max_length=12, unique=True)),
                ("statements", models.JSONField()),
                ("place", models.CharField(blank=True, max_length=80)),
                ("printed_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "participant",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vote_sheet",
                        to="accounts.participant",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="opinion_map.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["-printed_at", "-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SheetEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.JSONField()),
                ("actor_key", models.CharField(max_length=40)),
                ("entered_at", models.DateTimeField()),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="opinion_map.votesheet"
                    ),
                ),
            ],
            options={
                "ordering": ["entered_at", "pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("for", "賛成の理由"), ("against", "反対の理由"), ("condition", "賛成できるなら")],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("receipt", models.CharField(max_length=12, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "確認待ち"), ("shown", "公開中"), ("hidden", "非公開")], max_length=8
                    ),
                ),
                ("helped", models.PositiveIntegerField(default=0)),
                ("standing", models.FloatField(blank=True, null=True)),
                ("is_shared", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reasons",
                        to="accounts.participant",
                    ),
                ),
            ],
            options={
                "ordering": ["statement", "created_at", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="reason_has_words")
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("city", "市が用意"),
                            ("participant", "参加者"),
                            ("import", "取り込み"),
                            ("opinion", "届いた意見から"),
                            ("condition", "多くの人が挙げた条件から"),
                        ],
                        max_length=12,
                    ),
                ),
                ("receipt", models.CharField(blank=True, max_length=12, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "確認待ち"), ("shown", "公開中"), ("hidden", "非公開")], max_length=8
                    ),
                ),
                ("is_meta", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="statements",
                        to="accounts.participant",
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="became_statements",
                        to="opinion_map.reason",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="opinions.opinion",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="opinion_map.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["topic", "number"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("topic", "number"), name="one_statement_per_number"),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="statement_has_words"),
                ],
            },
        ),
        migrations.AddField(
            model_name="Reason",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reasons", to="opinion_map.statement"
            ),
        ),
        migrations.CreateModel(
            name="HelpfulMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_on", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helpful_marks",
                        to="accounts.participant",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="opinion_map.reason"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("participant", "reason"), name="one_mark_per_reason")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ReasonReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("replied_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="opinion_map.reason"
                    ),
                ),
            ],
            options={
                "ordering": ["replied_at", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="reply_has_words")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ReasonReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "確認待ち"), ("shown", "公開中"), ("hidden", "非公開")], max_length=8
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField()),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="opinion_map.reason"
                    ),
                ),
            ],
            options={
                "ordering": ["decided_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "hidden"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="hiding_a_reason_has_a_note",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CurrentVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.SmallIntegerField(choices=[(1, "賛成"), (-1, "反対"), (0, "わからない")])),
                ("changed_at", models.DateTimeField()),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="current_votes",
                        to="accounts.participant",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="current_votes",
                        to="opinion_map.statement",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("participant", "statement"), name="one_current_vote"),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", [1, -1, 0])), name="current_vote_is_a_choice"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "確認待ち"), ("shown", "公開中"), ("hidden", "非公開")], max_length=8
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField()),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="opinion_map.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["decided_at", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "hidden"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="hiding_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.SmallIntegerField(choices=[(1, "賛成"), (-1, "反対"), (0, "わからない")])),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "ウェブ"),
                            ("card", "意見カード"),
                            ("fax", "FAX"),
                            ("post", "郵送"),
                            ("meeting", "会場"),
                            ("phone", "電話"),
                            ("import", "取り込み"),
                        ],
                        max_length=12,
                    ),
                ),
                ("after_reasons", models.BooleanField(db_default=False, default=False)),
                ("cast_at", models.DateTimeField()),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="accounts.participant"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="opinion_map.statement"
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("choice__in", [1, -1, 0])), name="vote_is_a_choice")
                ],
            },
        ),
    ]
