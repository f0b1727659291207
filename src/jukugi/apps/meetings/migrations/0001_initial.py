import django.db.models.deletion
from django.db import migrations, models

import jukugi.apps.meetings.models.meetings


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("issues", "0006_add_policies"),
        ("opinions", "0008_take_answers_in_words"),
        ("organizations", "0003_add_adds_unknown"),
        ("processes", "0003_give_every_stage_a_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="NotePhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.BinaryField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("statutory", "附属機関"),
                            ("citizens", "市民検討会議"),
                            ("ward", "区の参加の場"),
                            ("internal", "検討委員会"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("legal_basis", models.CharField(blank=True, max_length=200)),
                ("mandate", models.TextField(blank=True)),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("term", models.CharField(blank=True, max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "活動中"), ("paused", "休止中"), ("ended", "終了")],
                        default="active",
                        max_length=8,
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="areas.area",
                    ),
                ),
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
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("name", "area"), name="one_body_per_name_and_area"),
                    models.UniqueConstraint(
                        condition=models.Q(("area__isnull", True)), fields=("name",), name="one_body_of_the_city"
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="body_has_a_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("began", "始まった"),
                            ("paused", "休止した"),
                            ("resumed", "再開した"),
                            ("ended", "終わった"),
                            ("succeeded", "引き継がれた"),
                            ("reviewed", "振り返った"),
                            ("changed", "かたちを変えた"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("when", models.CharField(blank=True, max_length=80)),
                ("reason", models.TextField()),
                ("source", models.TextField(blank=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="meetings.body"
                    ),
                ),
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
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events_of_predecessors",
                        to="meetings.body",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="body_event_has_its_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "succeeded"), ("successor__isnull", False)),
                            models.Q(models.Q(("kind", "succeeded"), _negated=True), ("successor__isnull", True)),
                            _connector="OR",
                        ),
                        name="only_a_succession_names_a_successor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True),
                            models.Q(("successor", models.F("body")), _negated=True),
                            _connector="OR",
                        ),
                        name="no_body_succeeds_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("chair", "会長・座長"), ("vice_chair", "副会長・副座長"), ("member", "委員")],
                        default="member",
                        max_length=12,
                    ),
                ),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("nominated", "推薦"),
                            ("open_call", "公募"),
                            ("drawn", "無作為抽出"),
                            ("expert", "学識"),
                        ],
                        max_length=12,
                    ),
                ),
                ("label", models.CharField(max_length=40)),
                ("public_name", models.CharField(blank=True, max_length=80)),
                ("name_agreed_on", models.DateField(blank=True, null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="meetings.body"
                    ),
                ),
            ],
            options={
                "ordering": ["role", "starts_on", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("label", ""), _negated=True), name="member_has_a_label"),
                    models.CheckConstraint(
                        condition=models.Q(("public_name", ""), ("name_agreed_on__isnull", False), _connector="OR"),
                        name="a_name_is_public_by_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="seat_starts_before_it_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("statutory", "附属機関の会議"),
                            ("citizens", "市民検討会議"),
                            ("assembly", "市民集会"),
                            ("design", "地域デザイン会議"),
                            ("hearing", "ヒアリング"),
                            ("visit", "出張説明"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("purpose", models.TextField(blank=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(max_length=80)),
                ("address", models.CharField(blank=True, max_length=120)),
                ("online_url", models.URLField(blank=True)),
                ("access", models.TextField(blank=True)),
                ("capacity", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("registration_closes_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_reason", models.TextField(blank=True)),
                ("seed", models.CharField(blank=True, max_length=32)),
                (
                    "join_key",
                    models.CharField(
                        default=jukugi.apps.meetings.models.meetings.new_secret,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                (
                    "wall_key",
                    models.CharField(
                        default=jukugi.apps.meetings.models.meetings.new_secret,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="meetings.body",
                    ),
                ),
                (
                    "call",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting",
                        to="opinions.call",
                    ),
                ),
                ("issues", models.ManyToManyField(blank=True, related_name="meetings", to="issues.issue")),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="meetings",
                        to="processes.phase",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="processes.process"
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
                "indexes": [models.Index(fields=["starts_at"], name="meetings_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_at__lt", models.F("ends_at"))), name="meeting_starts_before_it_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_reason", "")),
                            models.Q(
                                ("cancelled_at__isnull", False), models.Q(("cancelled_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="meeting_is_cancelled_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True), ("opened_at__lte", models.F("closed_at")), _connector="OR"
                        ),
                        name="meeting_is_opened_before_it_is_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__isnull", True), ("registration_closes_at__isnull", False), _connector="OR"
                        ),
                        name="registering_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("when", models.CharField(blank=True, max_length=80)),
                ("source", models.TextField(blank=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations_about",
                        to="meetings.body",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recommendations", to="meetings.body"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="issues.issue",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "number", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "number"), name="one_recommendation_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="recommendation_has_a_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80)),
                ("file_name", models.CharField(max_length=120)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handouts", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="handout_is_withdrawn_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=80)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("takes_notes", models.BooleanField(default=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agenda", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "position"), name="one_agenda_item_per_position"),
                    models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="agenda_item_takes_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("reason", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "下書き"),
                            ("checked", "確認済み"),
                            ("approved", "承認済み"),
                            ("published", "公開中"),
                        ],
                        default="drafted",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField()),
                ("present", models.TextField(blank=True)),
                ("absent", models.TextField(blank=True)),
                ("public_attendance", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("summary", models.TextField(blank=True)),
                ("drafted_by", models.CharField(max_length=40)),
                ("drafted_at", models.DateTimeField()),
                ("checked_by", models.CharField(blank=True, max_length=40)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("approved_by", models.CharField(blank=True, max_length=40)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "minutes",
                "ordering": ["version"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "version"), name="one_minutes_per_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published"), _negated=True),
                        fields=("meeting",),
                        name="one_version_at_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="a_correction_has_its_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opened_at__lte", models.F("closed_at"))),
                        name="minutes_open_before_they_close",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "drafted"),
                            models.Q(
                                models.Q(("checked_by", ""), _negated=True),
                                ("checked_at__isnull", False),
                                models.Q(("checked_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_are_checked_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafted", "checked"]),
                            models.Q(
                                models.Q(("approved_by", ""), _negated=True),
                                ("approved_at__isnull", False),
                                models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_are_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(models.Q(("state", "published"), _negated=True), ("published_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="minutes_are_public_with_their_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=140)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "position"), name="one_question_per_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("studied", "検討している"),
                            ("taken_up", "取り入れた"),
                            ("partly", "一部を取り入れた"),
                            ("done", "行った"),
                            ("handed_on", "引き継いだ"),
                            ("not_taken_up", "取り入れない"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                ("on", models.DateField()),
                ("when", models.CharField(blank=True, max_length=80)),
                ("source", models.TextField(blank=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
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
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="meetings.recommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="follow_up_has_words")
                ],
            },
        ),
        migrations.CreateModel(
            name="Table",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("theme", models.CharField(blank=True, max_length=80)),
                (
                    "key",
                    models.CharField(
                        default=jukugi.apps.meetings.models.meetings.new_secret,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tables", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [],
                "constraints": [models.UniqueConstraint(fields=("meeting", "number"), name="one_table_per_number")],
            },
        ),
        migrations.CreateModel(
            name="MinutesItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("discussion", models.TextField(blank=True)),
                ("decision", models.TextField(blank=True)),
                (
                    "agenda_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_items",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="meetings.minutes"
                    ),
                ),
            ],
            options={
                "ordering": ["agenda_item__position"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("minutes", "agenda_item"), name="an_item_is_minuted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=9, unique=True)),
                ("position", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("seated", "参加できます"),
                            ("waiting", "空きを待っています"),
                            ("cancelled", "取りやめました"),
                        ],
                        max_length=10,
                    ),
                ),
                ("needs", models.JSONField(default=list)),
                ("needs_note", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("sent_key", models.CharField(max_length=64, unique=True)),
                ("registered_at", models.DateTimeField()),
                ("moved_up_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("checked_in_at", models.DateTimeField(blank=True, null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="meetings.meeting"
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="registrations",
                        to="meetings.table",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "position"), name="one_registration_per_position"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                            models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancelled_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="registration_is_cancelled_with_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("checked_in_at__isnull", True), ("state", "seated"), _connector="OR"),
                        name="only_who_has_a_seat_comes_in",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_key", models.CharField(max_length=40, unique=True)),
                ("text", models.TextField()),
                (
                    "way",
                    models.CharField(
                        choices=[("facilitator", "テーブルの進行役"), ("participant", "参加した人"), ("staff", "職員")],
                        max_length=12,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("actor_key", models.CharField(blank=True, max_length=40)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200)),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "opinion",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note",
                        to="opinions.opinion",
                    ),
                ),
                (
                    "photo",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note",
                        to="meetings.notephoto",
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="meetings.table"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("photo__isnull", False), _connector="OR"
                        ),
                        name="note_has_words_or_a_photo",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="note_is_withdrawn_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True), ("opinion__isnull", True), _connector="OR"),
                        name="an_opinion_is_not_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hand",
                    models.CharField(
                        choices=[("agree", "賛成"), ("disagree", "反対"), ("unsure", "わからない")], max_length=8
                    ),
                ),
                ("count", models.PositiveSmallIntegerField()),
                ("client_key", models.CharField(max_length=40, unique=True)),
                ("counted_at", models.DateTimeField()),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hand_counts", to="meetings.question"
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hand_counts", to="meetings.table"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["question", "table", "hand"], name="hands_by_question")],
                "constraints": [],
            },
        ),
    ]
