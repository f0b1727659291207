import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("opinions", "0001_initial"),
        ("opinions", "0002_search"),
        ("opinions", "0003_add_calls"),
        ("opinions", "0004_add_revisions"),
        ("opinions", "0005_add_attachments_and_appeals"),
        ("opinions", "0006_links_follow_lineage"),
        ("opinions", "0007_take_comments"),
        ("opinions", "0008_take_answers_in_words"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
        ("issues", "0006_add_policies"),
        ("organizations", "0003_add_adds_unknown"),
        ("processes", "0003_give_every_stage_a_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opinion_key", models.BigIntegerField()),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SearchPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.PositiveIntegerField()),
                ("first_key", models.BigIntegerField()),
                ("keys", models.BinaryField()),
                ("first_second", models.BigIntegerField()),
                ("seconds", models.BinaryField()),
                ("kind_table", models.JSONField()),
                ("kinds", models.BinaryField()),
                ("issue_table", models.JSONField()),
                ("issues", models.BinaryField()),
                ("voices", models.BinaryField()),
                ("digests", models.BinaryField()),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "催し"),
                            ("place", "場所"),
                            ("meeting", "会議"),
                            ("consult", "パブリックコメント"),
                            ("survey", "アンケート"),
                        ],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(max_length=8, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("question", models.CharField(blank=True, max_length=120)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("needs_hearing", models.BooleanField(default=True)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField(blank=True, null=True)),
                ("opened_by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="issues.issue",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="processes.process"
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_at__isnull", True), ("closes_at__gt", models.F("opens_at")), _connector="OR"
                        ),
                        name="call_opens_before_it_closes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="call_is_ended_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintedCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(max_length=9, unique=True)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("printed_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="opinions.call",
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
            name="OpinionImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200)),
                ("file_digest", models.CharField(editable=False, max_length=64)),
                ("content", models.BinaryField()),
                ("mapping", models.JSONField(default=dict)),
                ("areas", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "確認待ち"),
                            ("taking", "取り込み中"),
                            ("done", "完了"),
                            ("given_up", "取りやめ"),
                        ],
                        default="checking",
                        max_length=8,
                    ),
                ),
                ("rows", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("faulty", models.PositiveIntegerField(default=0)),
                ("actor_key", models.CharField(max_length=40)),
                ("brought_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=40)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("moved_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion_imports",
                        to="processes.process",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="opinions.call",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            (
                                "rows",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("taken"), "+", models.F("known")
                                    ),
                                    "+",
                                    models.F("faulty"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="every_row_of_an_import_is_accounted_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "checking")),
                            models.Q(models.Q(("state", "checking"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="import_is_decided_with_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state__in", ["checking", "taking"])),
                            models.Q(("ended_at__isnull", False), ("state__in", ["done", "given_up"])),
                            _connector="OR",
                        ),
                        name="import_ends_with_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
                (
                    "part",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="opinions.searchpart",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("part", "number"), name="one_search_piece_of_a_number")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ImportFault",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(blank=True, max_length=100)),
                ("code", models.CharField(max_length=24)),
                ("params", models.JSONField(default=dict)),
                (
                    "opinion_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="faults", to="opinions.opinionimport"
                    ),
                ),
            ],
            options={
                "ordering": ["row", "pk"],
                "indexes": [models.Index(fields=["opinion_import", "row"], name="import_faults_by_row")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(max_length=9, unique=True)),
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
                ("place", models.CharField(blank=True, max_length=80)),
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
                ("received_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(blank=True, max_length=40)),
                ("sent_key", models.CharField(max_length=64, unique=True)),
                ("import_row", models.PositiveIntegerField(blank=True, null=True)),
                ("import_number", models.CharField(blank=True, max_length=80)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="issues.issue",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="accounts.participant",
                    ),
                ),
                (
                    "opinion_import",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="opinions.opinionimport",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="processes.process"
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="areas.area",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="opinions.call",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-pk"],
                "indexes": [models.Index(fields=["process", "-received_at"], name="submissions_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("import_number", ""), ("import_row__isnull", True), ("opinion_import__isnull", True)
                            ),
                            models.Q(("import_row__isnull", False), ("opinion_import__isnull", False)),
                            _connector="OR",
                        ),
                        name="imported_submission_has_its_row",
                    ),
                    models.UniqueConstraint(fields=("opinion_import", "import_row"), name="a_row_is_imported_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("photo", "紙の写真"), ("pdf", "PDF")], max_length=8)),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("width", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("height", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_reason", models.TextField(blank=True)),
                ("removed_by", models.CharField(blank=True, max_length=40)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="opinions.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by", ""), ("removed_reason", "")),
                            models.Q(
                                ("removed_at__isnull", False),
                                models.Q(("removed_reason", ""), _negated=True),
                                models.Q(("removed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="attachment_is_removed_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("submission", "digest"),
                        name="one_attachment_of_a_file",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField()),
                ("text_key", models.CharField(editable=False, max_length=32)),
                ("text_digest", models.CharField(editable=False, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "確認待ち"),
                            ("shown", "公開中"),
                            ("hidden", "非公開"),
                            ("in_gist", "要旨で公表"),
                            ("replaced", "置き換え済み"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="opinions.submission"
                    ),
                ),
            ],
            options={
                "ordering": ["submission", "position"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["id"], name="opinions_waiting")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "position"), name="one_opinion_per_position"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("text", ""), _negated=True), ("text_key", ""), _connector="OR"),
                        name="opinion_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "確認待ち"),
                            ("shown", "公開中"),
                            ("hidden", "非公開"),
                            ("in_gist", "要旨で公表"),
                            ("replaced", "置き換え済み"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("personal", "個人が分かることが書かれている"),
                            ("offensive", "人をおとしめる言葉がある"),
                            ("advertising", "宣伝・勧誘である"),
                            ("repeated", "同じ人から同じ文が続けて届いた"),
                            ("unreadable", "読み取れない"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField()),
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
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="opinions.opinion"
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
                            models.Q(models.Q(("reason", ""), _negated=True), models.Q(("rule", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="hiding_an_opinion_has_rule_and_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchDoc",
            fields=[
                (
                    "opinion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search",
                        serialize=False,
                        to="opinions.opinion",
                    ),
                ),
                ("letters", models.TextField()),
                ("words", models.TextField(blank=True)),
                ("made_with", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["made_with"], name="search_docs_by_making")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="IssueLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("about", "この論点の声"),
                            ("partly", "一部がこの論点の声"),
                            ("not_taken_up", "取り上げない"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("linked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_reason", models.TextField(blank=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
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
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion_links",
                        to="issues.issue",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="issue_links", to="opinions.opinion"
                    ),
                ),
                (
                    "act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion_links",
                        to="issues.lineageact",
                    ),
                ),
            ],
            options={
                "ordering": ["linked_at", "pk"],
                "indexes": [
                    models.Index(fields=["-linked_at"], name="links_by_day"),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", False)), fields=["-ended_at"], name="links_by_end"
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["issue", "kind", "opinion"],
                        name="links_by_issue",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("opinion", "issue"),
                        name="one_link_in_force_per_issue",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("issue__isnull", True)),
                        fields=("opinion",),
                        name="one_end_in_force_per_opinion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="link_has_its_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "not_taken_up"), ("issue__isnull", False), _connector="OR"),
                        name="only_an_end_has_no_issue",
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
                        name="link_is_ended_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionGist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(blank=True, max_length=200)),
                ("actor_key", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gists", to="opinions.opinion"
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="OpinionRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("split", "分けた"), ("corrected", "写し直した"), ("masked", "伏せ字にした")],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("revised_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_reason", models.TextField(blank=True)),
                ("undone_by", models.CharField(blank=True, max_length=40)),
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
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="opinions.opinion"
                    ),
                ),
            ],
            options={
                "ordering": ["revised_at", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("opinion",),
                        name="one_revision_in_force_per_opinion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="revision_has_its_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by", ""), ("undone_reason", "")),
                            models.Q(
                                ("undone_at__isnull", False),
                                models.Q(("undone_reason", ""), _negated=True),
                                models.Q(("undone_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="revision_is_undone_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Opinion",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="opinions.opinionrevision",
            ),
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("sent_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "答えを待っている"), ("upheld", "認めた"), ("dismissed", "認めなかった")],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("decided_by", models.CharField(blank=True, max_length=40)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.participant",
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
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="opinions.opinion"
                    ),
                ),
            ],
            options={
                "ordering": ["sent_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("opinion",),
                        name="one_waiting_appeal_per_opinion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("decided_at__isnull", True), ("decided_by", ""), ("state", "waiting")
                            ),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("decided_by", ""), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="appeal_is_decided_with_an_answer",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="LinkMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_made", models.BooleanField()),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="link_moves", to="issues.lineageact"
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves_to", to="opinions.issuelink"
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves_from", to="opinions.issuelink"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("act", "before", "after"), name="a_link_moves_once_in_an_act")
                ],
                "indexes": [],
            },
        ),
    ]
