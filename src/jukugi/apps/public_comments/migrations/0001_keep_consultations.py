import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("drafts", "0002_write_together"),
        ("opinions", "0008_take_answers_in_words"),
        ("organizations", "0003_add_adds_unknown"),
        ("processes", "0003_give_every_stage_a_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80)),
                ("summary", models.TextField(blank=True)),
                ("basis", models.CharField(max_length=200)),
                ("eligible", models.TextField()),
                ("ways", models.TextField()),
                ("notices", models.TextField(blank=True)),
                ("places", models.TextField(blank=True)),
                ("result_how", models.TextField(blank=True)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("shorter_reason", models.TextField(blank=True)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "準備中"),
                            ("announced", "募集・検討"),
                            ("published", "結果を公表"),
                            ("withdrawn", "取りやめ"),
                        ],
                        default="prepared",
                        max_length=10,
                    ),
                ),
                ("next_group", models.PositiveIntegerField(default=1)),
                ("next_answer", models.PositiveIntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                ("asked_by", models.CharField(blank=True, max_length=40)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="areas.area",
                    ),
                ),
                (
                    "call",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation",
                        to="opinions.call",
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
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="drafts.edition"
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="processes.process",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_on", "-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("basis", ""), _negated=True)
                        ),
                        name="consultation_has_title_and_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="consultation_opens_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("announced_at__isnull", True), ("state", "prepared")),
                            ("state", "withdrawn"),
                            models.Q(("announced_at__isnull", False), ("call__isnull", False)),
                            _connector="OR",
                        ),
                        name="announced_consultation_has_its_call",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(models.Q(("state", "published"), _negated=True), ("published_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="result_is_published_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consultation_is_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=4)),
                ("name", models.CharField(max_length=200)),
                ("needs_change", models.BooleanField(default=False)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="categories",
                        to="public_comments.consultation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "answer categories",
                "ordering": ["position"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "code"), name="one_category_per_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="category_has_code_and_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("prepared", "準備をはじめた"),
                            ("announced", "募集を知らせた"),
                            ("extended", "期間を延ばした"),
                            ("withdrawn", "取りやめた"),
                            ("asked", "結果の公表を頼んだ"),
                            ("sent_back", "公表を取り消した"),
                            ("published", "結果を公表した"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("actor_key", models.CharField(blank=True, max_length=40)),
                ("done_at", models.DateTimeField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="public_comments.consultation",
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
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="GatheringRun",
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
                ("total", models.PositiveIntegerField(default=0)),
                ("read", models.PositiveIntegerField(default=0)),
                ("n_groups", models.PositiveIntegerField(default=0)),
                ("n_joined", models.PositiveIntegerField(default=0)),
                ("actor_key", models.CharField(blank=True, max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="public_comments.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=("consultation",),
                        name="one_gathering_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ResultFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("html", "ウェブページ"),
                            ("docx", "Word"),
                            ("pdf", "PDF"),
                            ("xlsx", "Excel"),
                            ("csv", "CSV"),
                        ],
                        max_length=4,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="public_comments.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["form"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "form"), name="one_result_file_per_form")
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("change_note", models.TextField(blank=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("drafted", "下書き"), ("submitted", "承認待ち"), ("approved", "承認済み")],
                        default="drafted",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_by", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                ("submitted_by", models.CharField(blank=True, max_length=40)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("approved_by", models.CharField(blank=True, max_length=40)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="drafts.clause",
                    ),
                ),
                (
                    "changed_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="drafts.edition",
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
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="public_comments.answercategory",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="public_comments.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["consultation", "state"], name="answers_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "number"), name="one_answer_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "drafted"),
                            models.Q(
                                models.Q(("text", ""), _negated=True),
                                ("category__isnull", False),
                                models.Q(("submitted_by", ""), _negated=True),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_submitted_answer_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                models.Q(("approved_by", ""), _negated=True),
                                ("approved_at__isnull", False),
                                models.Q(("approved_by", models.F("written_by")), _negated=True),
                                models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_answer_is_approved_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("gist", models.CharField(blank=True, max_length=600)),
                ("gist_by", models.CharField(blank=True, max_length=40)),
                ("theme", models.PositiveIntegerField(blank=True, null=True)),
                ("theme_label", models.CharField(blank=True, max_length=120)),
                ("result_number", models.PositiveIntegerField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="public_comments.answer",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="drafts.clause",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opinions.opinion"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="public_comments.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(fields=["consultation", "answer"], name="comment_groups_by_answer"),
                    models.Index(fields=["consultation", "theme", "number"], name="comment_groups_by_theme"),
                    models.Index(fields=["consultation", "result_number"], name="comment_groups_by_result"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "number"), name="one_comment_group_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gist", ""), ("gist_by", "")),
                            models.Q(models.Q(("gist", ""), _negated=True), models.Q(("gist_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_gist_is_somebodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("answer__isnull", True), _connector="OR"),
                        name="an_ended_group_has_no_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnsavedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actor_key", models.CharField(max_length=40)),
                ("text", models.TextField(blank=True)),
                ("seen_version", models.PositiveIntegerField()),
                ("kept_at", models.DateTimeField()),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unsaved", to="public_comments.answer"
                    ),
                ),
            ],
            options={
                "ordering": ["kept_at"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "actor_key"), name="one_unsaved_answer_per_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("assigned", "担当を決めた"),
                            ("submitted", "承認を頼んだ"),
                            ("sent_back", "下書きに戻した"),
                            ("approved", "承認した"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("done_at", models.DateTimeField()),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="public_comments.answer"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "sent_back"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sending_an_answer_back_has_its_reason",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AnswerWriting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("category", models.CharField(blank=True, max_length=4)),
                ("change_note", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
                ("actor_key", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="writings",
                        to="public_comments.answer",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "version"), name="one_writing_per_answer_version")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PublicComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_held", models.BooleanField(default=False)),
                ("is_replaced", models.BooleanField(default=False)),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_comments",
                        to="drafts.clause",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="public_comments.consultation",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="public_comments.commentgroup",
                    ),
                ),
                (
                    "opinion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_comment",
                        to="opinions.opinion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["consultation", "is_replaced", "group"], name="comments_by_group")],
                "constraints": [],
            },
        ),
    ]
