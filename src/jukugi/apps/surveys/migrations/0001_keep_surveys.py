import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
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
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("purpose", models.TextField(blank=True)),
                ("promise", models.TextField(blank=True)),
                ("privacy", models.TextField(blank=True)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("keys_twice", models.BooleanField(default=True)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "準備中"),
                            ("opened", "実施・集計"),
                            ("published", "結果を公表"),
                            ("withdrawn", "取りやめ"),
                        ],
                        default="prepared",
                        max_length=10,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="areas.area",
                    ),
                ),
                (
                    "call",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey",
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
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="surveys", to="processes.process"
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_on", "-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="survey_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="survey_opens_before_it_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("state", "prepared")),
                            ("state", "withdrawn"),
                            models.Q(("call__isnull", False), ("opened_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="opened_survey_has_its_call",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(models.Q(("state", "published"), _negated=True), ("published_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="survey_is_published_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="survey_is_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Audience",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("citizens", "市民"),
                            ("officers", "市の職員"),
                            ("assocs", "町内会・自治会の役員"),
                            ("mediators", "中間支援の担い手"),
                            ("others", "そのほか"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "selection",
                    models.CharField(
                        choices=[("random", "無作為に選んだ人"), ("all", "全員"), ("self", "答えたい人")], max_length=8
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("open", "だれでも"),
                            ("link", "知らせたリンクから"),
                            ("code", "ひとり一つの番号で"),
                            ("staff", "サインインした職員"),
                        ],
                        max_length=8,
                    ),
                ),
                ("asked", models.PositiveIntegerField(blank=True, null=True)),
                ("key", models.CharField(editable=False, max_length=22, unique=True)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="audiences", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "name"), name="one_audience_of_a_name"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="audience_has_a_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResultEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("sheets", models.PositiveIntegerField()),
                ("last_sheet", models.PositiveBigIntegerField()),
                ("code_version", models.CharField(max_length=40)),
                ("reason", models.TextField(blank=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("published_at", models.DateTimeField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "number"), name="one_result_edition_per_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="PreparedResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.BinaryField(default=b"")),
                ("sheets", models.PositiveIntegerField(default=0)),
                ("last_sheet", models.PositiveBigIntegerField(default=0)),
                ("code_version", models.CharField(blank=True, max_length=40)),
                ("wanted_at", models.DateTimeField(blank=True, null=True)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prepared", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SurveyStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("prepared", "準備をはじめた"),
                            ("opened", "実施を知らせた"),
                            ("extended", "期間を延ばした"),
                            ("published", "結果を公表した"),
                            ("revised", "結果の版を改めた"),
                            ("withdrawn", "取りやめた"),
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
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="surveys.survey"
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
            name="PaperSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(max_length=9, unique=True)),
                ("printed_at", models.DateTimeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("made_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="surveys.audience"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="surveys.survey"
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
            name="PersonalCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("number", models.PositiveIntegerField()),
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
                ("given_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="codes", to="surveys.audience"
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
                "ordering": ["number"],
                "indexes": [],
                "constraints": [models.UniqueConstraint(fields=("audience", "number"), name="one_code_per_number")],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=12)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "一つを選ぶ"),
                            ("multiple", "いくつでも選ぶ"),
                            ("scale", "段階から選ぶ"),
                            ("matrix", "表で選ぶ"),
                            ("ranking", "順に選ぶ"),
                            ("number", "数"),
                            ("text", "ことば"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "attribute",
                    models.CharField(
                        blank=True, choices=[("ward", "区"), ("age", "年代"), ("sex", "性別")], max_length=4
                    ),
                ),
                ("label", models.CharField(max_length=200)),
                ("help", models.CharField(blank=True, max_length=200)),
                ("begins_page", models.BooleanField(default=False)),
                (
                    "at_most",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("least", models.DecimalField(blank=True, decimal_places=3, max_digits=15, null=True)),
                ("most", models.DecimalField(blank=True, decimal_places=3, max_digits=15, null=True)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("takes_opinions", models.BooleanField(default=False)),
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
                ("only_for", models.ManyToManyField(blank=True, related_name="own_questions", to="surveys.audience")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "code"), name="one_question_per_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("attribute", ""), _negated=True),
                        fields=("survey", "attribute"),
                        name="an_attribute_is_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="question_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("takes_opinions", False), ("kind", "text"), _connector="OR"),
                        name="opinions_are_answers_in_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attribute", ""), ("kind", "single"), _connector="OR"),
                        name="an_attribute_is_one_of_several",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("wanted", models.PositiveIntegerField()),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="quotas", to="surveys.audience"
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
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("audience", "ward", "age_band", "sex"), name="one_quota_per_group"),
                    models.UniqueConstraint(
                        condition=models.Q(("ward__isnull", True)),
                        fields=("audience", "age_band", "sex"),
                        name="one_quota_of_all_wards",
                    ),
                    models.CheckConstraint(condition=models.Q(("wanted__gt", 0)), name="quota_wants_somebody"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("file_name", models.CharField(max_length=200)),
                ("file_digest", models.CharField(editable=False, max_length=64)),
                ("content", models.BinaryField()),
                ("mapping", models.JSONField(default=dict)),
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
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="surveys.audience"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="surveys.survey"
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
                        name="every_sheet_of_an_import_is_accounted_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "checking")),
                            models.Q(models.Q(("state", "checking"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="sheet_import_is_decided_with_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state__in", ["checking", "taking"])),
                            models.Q(("ended_at__isnull", False), ("state__in", ["done", "given_up"])),
                            _connector="OR",
                        ),
                        name="sheet_import_ends_with_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(max_length=9)),
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
                ("import_row", models.PositiveIntegerField(blank=True, null=True)),
                ("answers", models.JSONField(default=dict)),
                ("digest", models.CharField(editable=False, max_length=64)),
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
                ("seconds", models.PositiveIntegerField(blank=True, null=True)),
                ("received_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(blank=True, max_length=40)),
                ("sent_key", models.CharField(max_length=64, unique=True)),
                ("correction_reason", models.TextField(blank=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_sheets",
                        to="accounts.participant",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="surveys.answersheet",
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_sheet",
                        to="opinions.submission",
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
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="surveys.audience"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="surveys.papersheet",
                    ),
                ),
                (
                    "personal_code",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="surveys.personalcode",
                    ),
                ),
                (
                    "sheet_import",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="surveys.sheetimport",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["survey", "audience"], name="sheets_by_audience"),
                    models.Index(fields=["receipt"], name="sheets_by_receipt"),
                    models.Index(fields=["survey", "-received_at"], name="sheets_by_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)), fields=("receipt",), name="one_sheet_per_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("personal_code",),
                        name="one_sheet_per_code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)), fields=("paper",), name="one_sheet_per_paper"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("sheet_import", "import_row"),
                        name="one_sheet_per_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("import_row__isnull", True), ("sheet_import__isnull", True)),
                            models.Q(("import_row__isnull", False), ("sheet_import__isnull", False)),
                            _connector="OR",
                        ),
                        name="imported_sheet_has_its_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction_reason", ""), ("corrects__isnull", True)),
                            models.Q(("corrects__isnull", False), models.Q(("correction_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sheet_is_corrected_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=12)),
                ("label", models.CharField(max_length=80)),
                ("is_exclusive", models.BooleanField(default=False)),
                ("asks_words", models.BooleanField(default=False)),
                ("is_outside", models.BooleanField(default=False)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="surveys.question"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("question", "code"), name="one_option_per_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="option_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Row",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=12)),
                ("label", models.CharField(max_length=80)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="surveys.question"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("question", "code"), name="one_row_per_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="row_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetFault",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(blank=True, max_length=200)),
                ("code", models.CharField(max_length=24)),
                ("params", models.JSONField(default=dict)),
                (
                    "sheet_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="faults", to="surveys.sheetimport"
                    ),
                ),
            ],
            options={
                "ordering": ["row", "pk"],
                "indexes": [models.Index(fields=["sheet_import", "row"], name="sheet_faults_by_row")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="AnswerDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.JSONField(default=dict)),
                ("page", models.PositiveSmallIntegerField(default=1)),
                ("form_key", models.CharField(max_length=22)),
                ("started_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_drafts",
                        to="accounts.participant",
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="surveys.audience"
                    ),
                ),
                (
                    "personal_code",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="surveys.personalcode",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["-saved_at"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("personal_code__isnull", True)),
                        fields=("audience", "author"),
                        name="one_draft_per_participant",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Keying",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.PositiveSmallIntegerField()),
                ("answers", models.JSONField(default=dict)),
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
                ("received_on", models.DateField()),
                ("form_key", models.CharField(max_length=22)),
                ("actor_key", models.CharField(max_length=40)),
                ("keyed_at", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keyings", to="surveys.papersheet"
                    ),
                ),
            ],
            options={
                "ordering": ["paper", "turn"],
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "turn"), name="a_sheet_is_keyed_once_in_each_turn"),
                    models.CheckConstraint(
                        condition=models.Q(("turn__gte", 1), ("turn__lte", 3)), name="a_sheet_is_keyed_in_three_turns"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opens", to="surveys.option"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="surveys.question"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("question", "option"), name="one_condition_per_option")
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetExclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("excluded_at", models.DateTimeField()),
                ("ended_reason", models.TextField(blank=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exclusions", to="surveys.answersheet"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("sheet",),
                        name="one_exclusion_of_a_sheet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="sheet_is_excluded_with_a_reason"
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
                        name="exclusion_is_ended_with_a_reason",
                    ),
                ],
            },
        ),
    ]
