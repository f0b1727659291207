import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jukugi.apps.accounts.models


class Migration(migrations.Migration):
    replaces = [("drafts", "0001_keep_documents"), ("drafts", "0002_write_together")]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
        ("grouping", "0001_initial"),
        ("issues", "0006_add_policies"),
        ("meetings", "0001_initial"),
        ("opinion_map", "0001_initial"),
        ("opinions", "0008_take_answers_in_words"),
        ("organizations", "0003_add_adds_unknown"),
        ("processes", "0003_give_every_stage_a_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "市の方針"),
                            ("vision", "将来ビジョン"),
                            ("ward", "区のシナリオ"),
                            ("other", "その他の文書"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("summary", models.TextField(blank=True)),
                ("is_sample", models.BooleanField(default=False)),
                ("next_serial", models.PositiveIntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
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
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="processes.process"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="document_has_a_title"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("outline", "検討方針"),
                            ("interim", "中間報告"),
                            ("draft", "素案"),
                            ("adopted", "策定"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "下書き"),
                            ("checked", "確認済み"),
                            ("approved", "承認済み"),
                            ("published", "公開"),
                        ],
                        default="drafted",
                        max_length=10,
                    ),
                ),
                ("drafted_by", models.CharField(max_length=40)),
                ("drafted_at", models.DateTimeField()),
                ("checked_by", models.CharField(blank=True, max_length=40)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("approved_by", models.CharField(blank=True, max_length=40)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("asked_by", models.CharField(blank=True, max_length=40)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("frozen", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="drafts.document"
                    ),
                ),
            ],
            options={
                "ordering": ["document", "number"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "number"), name="one_edition_per_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published"), _negated=True),
                        fields=("document",),
                        name="one_edition_at_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="edition_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="a_new_edition_has_its_reason",
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
                        name="edition_is_checked_by_another",
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
                        name="edition_is_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_at__isnull", True), ("state__in", ["approved", "published"]), _connector="OR"
                        ),
                        name="only_an_approved_edition_is_asked_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", False),
                                ("state", "published"),
                                models.Q(("digest", ""), _negated=True),
                                models.Q(("frozen", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "published"), _negated=True),
                                ("digest", ""),
                                ("frozen", ""),
                                ("published_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_public_is_frozen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisionTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vision", to="drafts.document"
                    ),
                ),
                (
                    "topic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vision", to="opinion_map.topic"
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.PositiveIntegerField()),
                ("ended_reason", models.TextField(blank=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clauses", to="drafts.document"
                    ),
                ),
                (
                    "begun_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="begun_clauses", to="drafts.edition"
                    ),
                ),
                (
                    "ended_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended_clauses",
                        to="drafts.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["serial"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "serial"), name="one_clause_per_serial"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_in__isnull", True), ("ended_reason", "")),
                            models.Q(("ended_in__isnull", False), models.Q(("ended_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="clause_ends_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(choices=[("docx", "Word"), ("pdf", "PDF")], max_length=4)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="drafts.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["form"],
                "indexes": [],
                "constraints": [models.UniqueConstraint(fields=("edition", "form"), name="one_file_per_form")],
            },
        ),
        migrations.CreateModel(
            name="EditionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("begun", "書きはじめた"),
                            ("checked", "確認した"),
                            ("approved", "承認した"),
                            ("sent_back", "下書きに戻した"),
                            ("asked", "公開を頼んだ"),
                            ("published", "公開した"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("actor_key", models.CharField(blank=True, max_length=40)),
                ("done_at", models.DateTimeField()),
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
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="drafts.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "sent_back"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sending_back_has_its_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("way", models.CharField(choices=[("staff", "職員"), ("link", "秘密のリンク")], max_length=8)),
                ("label", models.CharField(blank=True, max_length=60)),
                ("code_hash", models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                (
                    "actor_key",
                    models.CharField(
                        default=jukugi.apps.accounts.models.new_key, editable=False, max_length=40, unique=True
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("label_erased_at", models.DateTimeField(blank=True, null=True)),
                ("invited_by", models.CharField(max_length=40)),
                ("invited_at", models.DateTimeField()),
                ("saves", models.PositiveIntegerField(default=0)),
                ("counted_from", models.DateTimeField(blank=True, null=True)),
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
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="drafts.edition"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reviews_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "number"), name="one_reviewer_per_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("reviewer__isnull", False), ("withdrawn_at__isnull", True)),
                        fields=("edition", "reviewer"),
                        name="a_member_of_staff_is_invited_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code_hash__isnull", True), ("way", "staff")),
                            models.Q(("reviewer__isnull", True), ("way", "link")),
                            _connector="OR",
                        ),
                        name="a_link_or_a_sign_in",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClauseWriting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("begun", "版のはじめ"),
                            ("saved", "保存"),
                            ("merged", "二人の文を合わせた"),
                            ("split", "分けた"),
                            ("joined", "まとめた"),
                        ],
                        max_length=8,
                    ),
                ),
                ("heading", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
                ("actor_key", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="writings", to="drafts.clause"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="writings", to="drafts.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "clause", "version"), name="one_writing_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="ClauseText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("heading", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_by", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="drafts.clause"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="drafts.clause",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="drafts.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "clause__serial"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "clause"), name="a_clause_stands_once_in_an_edition"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("clause")), _negated=True),
                            _connector="OR",
                        ),
                        name="no_clause_is_part_of_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heading", ""), ("text", ""), _negated=True), name="clause_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClauseDescent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("split", "分かれた"), ("merged", "まとめられた")], max_length=8)),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("done_at", models.DateTimeField()),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="came_from", to="drafts.clause"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="became", to="drafts.clause"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="descents", to="drafts.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "source", "result", "kind"), name="one_descent_per_pair"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("result")), _negated=True),
                        name="no_clause_descends_from_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="descent_has_its_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opinion", "意見"),
                            ("group", "意見のまとまり"),
                            ("issue", "論点"),
                            ("statement", "賛否を聞いた意見文"),
                            ("note", "会場のふせん"),
                            ("decision", "会議で決まったこと"),
                            ("recommendation", "会議体の提言"),
                            ("department", "市の課の判断"),
                            ("law", "法令・条例・要綱"),
                            ("paper", "調査・計画・そのほかの資料"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "influence",
                    models.CharField(
                        choices=[
                            ("adopted", "文に取り入れた"),
                            ("partly", "一部を取り入れた"),
                            ("prompted", "考えるきっかけになった"),
                            ("contradicts", "文と違う考え"),
                            ("not_taken_up", "取り入れなかった"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField()),
                ("title", models.CharField(blank=True, max_length=200)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("url", models.CharField(blank=True, max_length=400)),
                ("actor_key", models.CharField(max_length=40)),
                ("added_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_reason", models.TextField(blank=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="drafts.origin",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="drafts.clause",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="meetings.minutesitem",
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
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="origins", to="drafts.document"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="origins", to="drafts.edition"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="grouping.opiniongroup",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="issues.issue",
                    ),
                ),
                (
                    "map_edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="opinion_map.mapedition",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="meetings.note",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="opinions.opinion",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="meetings.recommendation",
                    ),
                ),
                (
                    "source_department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="organizations.organization",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="opinion_map.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "pk"],
                "indexes": [models.Index(fields=["document", "ended_at", "clause"], name="origins_by_document")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "opinion"),
                                ("opinion__isnull", False),
                                ("group__isnull", True),
                                ("issue__isnull", True),
                                ("statement__isnull", True),
                                ("note__isnull", True),
                                ("decision__isnull", True),
                                ("recommendation__isnull", True),
                                ("source_department__isnull", True),
                            ),
                            models.Q(
                                ("kind", "group"),
                                ("opinion__isnull", True),
                                ("group__isnull", False),
                                ("issue__isnull", True),
                                ("statement__isnull", True),
                                ("note__isnull", True),
                                ("decision__isnull", True),
                                ("recommendation__isnull", True),
                                ("source_department__isnull", True),
                            ),
                            models.Q(
                                ("kind", "issue"),
                                ("opinion__isnull", True),
                                ("group__isnull", True),
                                ("issue__isnull", False),
                                ("statement__isnull", True),
                                ("note__isnull", True),
                                ("decision__isnull", True),
                                ("recommendation__isnull", True),
                                ("source_department__isnull", True),
                            ),
                            models.Q(
                                ("kind", "statement"),
                                ("opinion__isnull", True),
                                ("group__isnull", True),
                                ("issue__isnull", True),
                                ("statement__isnull", False),
                                ("note__isnull", True),
                                ("decision__isnull", True),
                                ("recommendation__isnull", True),
                                ("source_department__isnull", True),
                            ),
                            models.Q(
                                ("kind", "note"),
                                ("opinion__isnull", True),
                                ("group__isnull", True),
                                ("issue__isnull", True),
                                ("statement__isnull", True),
                                ("note__isnull", False),
                                ("decision__isnull", True),
                                ("recommendation__isnull", True),
                                ("source_department__isnull", True),
                            ),
                            models.Q(
                                ("kind", "decision"),
                                ("opinion__isnull", True),
                                ("group__isnull", True),
                                ("issue__isnull", True),
                                ("statement__isnull", True),
                                ("note__isnull", True),
                                ("decision__isnull", False),
                                ("recommendation__isnull", True),
                                ("source_department__isnull", True),
                            ),
                            models.Q(
                                ("kind", "recommendation"),
                                ("opinion__isnull", True),
                                ("group__isnull", True),
                                ("issue__isnull", True),
                                ("statement__isnull", True),
                                ("note__isnull", True),
                                ("decision__isnull", True),
                                ("recommendation__isnull", False),
                                ("source_department__isnull", True),
                            ),
                            models.Q(
                                ("kind", "department"),
                                ("opinion__isnull", True),
                                ("group__isnull", True),
                                ("issue__isnull", True),
                                ("statement__isnull", True),
                                ("note__isnull", True),
                                ("decision__isnull", True),
                                ("recommendation__isnull", True),
                                ("source_department__isnull", False),
                            ),
                            models.Q(
                                ("kind", "law"),
                                ("opinion__isnull", True),
                                ("group__isnull", True),
                                ("issue__isnull", True),
                                ("statement__isnull", True),
                                ("note__isnull", True),
                                ("decision__isnull", True),
                                ("recommendation__isnull", True),
                                ("source_department__isnull", True),
                                models.Q(("title", ""), _negated=True),
                            ),
                            models.Q(
                                ("kind", "paper"),
                                ("opinion__isnull", True),
                                ("group__isnull", True),
                                ("issue__isnull", True),
                                ("statement__isnull", True),
                                ("note__isnull", True),
                                ("decision__isnull", True),
                                ("recommendation__isnull", True),
                                ("source_department__isnull", True),
                                models.Q(("title", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="origin_names_its_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("clause__isnull", False), ("influence", "not_taken_up"), _connector="OR"),
                        name="only_what_is_not_taken_up_has_no_clause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="origin_has_its_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("map_edition__isnull", True), ("kind", "statement"), _connector="OR"),
                        name="a_map_tells_of_a_statement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", ""), ("ended_reason", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_reason", ""), _negated=True),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="origin_is_ended_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("clause", "opinion"),
                        name="one_origin_per_opinion",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("clause", "group"),
                        name="one_origin_per_group",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("clause", "issue"),
                        name="one_origin_per_issue",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("clause", "statement"),
                        name="one_origin_per_statement",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("clause", "note"),
                        name="one_origin_per_note",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("clause", "decision"),
                        name="one_origin_per_decision",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("clause", "recommendation"),
                        name="one_origin_per_recommendation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("clause", "source_department"),
                        name="one_origin_per_source_department",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnsavedWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actor_key", models.CharField(max_length=40)),
                ("heading", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("seen_version", models.PositiveIntegerField()),
                ("kept_at", models.DateTimeField()),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unsaved", to="drafts.clause"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unsaved", to="drafts.edition"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "unsaved words",
                "ordering": ["kept_at"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "clause", "actor_key"), name="one_unsaved_text_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SentenceVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("actor_key", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="drafts.clause"
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
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sentence", to="opinion_map.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [models.UniqueConstraint(fields=("clause", "digest"), name="one_vote_per_wording")],
            },
        ),
        migrations.CreateModel(
            name="ClauseRendering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=[("plain", "やさしい日本語"), ("english", "English")], max_length=8),
                ),
                ("digest", models.CharField(max_length=64)),
                ("heading", models.CharField(blank=True, max_length=240)),
                ("text", models.TextField(blank=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="renderings", to="drafts.clause"
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
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["clause", "language"], name="renderings_by_clause")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("heading", ""), ("text", ""), _negated=True), name="rendering_has_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OriginVoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="behind_origins",
                        to="opinions.opinion",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voices", to="drafts.origin"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["opinion", "origin"], name="origins_by_voice")],
                "constraints": [
                    models.UniqueConstraint(fields=("origin", "opinion"), name="a_voice_stands_once_behind_it")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
                ("written_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "答えた"),
                            ("taken_over", "文に取り入れた"),
                            ("not_taken", "取り入れなかった"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=40)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="drafts.clause"
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
                    "writing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers_comments",
                        to="drafts.clausewriting",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="drafts.reviewinvitation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("invitation", "clause"),
                        name="one_open_comment_beside_a_clause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("erased_at__isnull", False), _connector="OR"
                        ),
                        name="review_comment_has_words_until_erased",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at__isnull", True),
                                ("answered_by", ""),
                                ("outcome", ""),
                                ("writing__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="review_comment_is_answered_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("writing__isnull", True), ("outcome", "taken_over"), _connector="OR"),
                        name="a_writing_takes_a_comment_over",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["answered", "not_taken"]), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_answer_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True), ("answered_at__isnull", True), _connector="OR"
                        ),
                        name="what_is_answered_is_not_taken_back",
                    ),
                ],
            },
        ),
    ]
