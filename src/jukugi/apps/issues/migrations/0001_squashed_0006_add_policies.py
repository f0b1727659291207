import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("issues", "0001_initial"),
        ("issues", "0002_add_status_and_area"),
        ("issues", "0003_add_lineage"),
        ("issues", "0004_add_direction_versions"),
        ("issues", "0005_add_duties_and_materials"),
        ("issues", "0006_add_policies"),
    ]

    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("organizations", "0003_add_adds_unknown"),
        ("processes", "0003_give_every_stage_a_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                (
                    "level",
                    models.CharField(
                        choices=[("chiiki", "地域"), ("kuiki", "区域"), ("shiiki", "市域"), ("kobetsu", "個別")],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("description", models.TextField(blank=True)),
                ("direction", models.TextField(blank=True)),
                ("keywords", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="organizations.organization",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="issues.issue",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="issues", to="processes.process"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="areas.area",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "挙がっている"),
                            ("discussed", "話し合っている"),
                            ("directed", "方向を示した"),
                            ("drafted", "素案に入った"),
                            ("adopted", "決まった"),
                            ("practised", "行っている"),
                            ("not_taken_up", "取り上げない"),
                        ],
                        default="raised",
                        max_length=12,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "indexes": [],
                "constraints": [models.UniqueConstraint(fields=("process", "code"), name="one_issue_per_code")],
            },
        ),
        migrations.CreateModel(
            name="LineageAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("merge", "まとめる"), ("split", "分ける")], max_length=8)),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_reason", models.TextField(blank=True)),
                ("undone_by", models.CharField(blank=True, max_length=40)),
                ("memos", models.JSONField(default=dict)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="lineage_acts", to="processes.process"
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="lineage_has_its_reason"
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
                        name="lineage_is_undone_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("aim", models.TextField(blank=True)),
                (
                    "level",
                    models.CharField(
                        choices=[("chiiki", "地域"), ("kuiki", "区域"), ("shiiki", "市域"), ("kobetsu", "個別")],
                        max_length=10,
                    ),
                ),
                ("legal_basis", models.CharField(blank=True, max_length=200)),
                ("started", models.CharField(blank=True, max_length=10)),
                ("ended", models.CharField(blank=True, max_length=10)),
                ("figures", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="policy_has_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IssueEdge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rolls_up_to", "上の広さへ上げる"),
                            ("splits_into", "下の広さへ分けて渡す"),
                            ("stays", "この広さにとどめる"),
                            ("same_as", "同じことを扱う"),
                            ("contradicts", "両立しない"),
                            ("needs", "先に要る"),
                        ],
                        max_length=16,
                    ),
                ),
                ("about", models.CharField(max_length=80)),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
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
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="edges_out", to="issues.issue"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edges_in",
                        to="issues.issue",
                    ),
                ),
                (
                    "act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edges",
                        to="issues.lineageact",
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "stays"), ("target__isnull", True)),
                            models.Q(
                                models.Q(("kind", "stays"), _negated=True),
                                ("target__isnull", False),
                                models.Q(("source", models.F("target")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="edge_joins_two_issues",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("about", ""), _negated=True)
                        ),
                        name="edge_has_its_reason",
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
                        name="edge_is_undone_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "was",
                    models.CharField(
                        choices=[
                            ("raised", "挙がっている"),
                            ("discussed", "話し合っている"),
                            ("directed", "方向を示した"),
                            ("drafted", "素案に入った"),
                            ("adopted", "決まった"),
                            ("practised", "行っている"),
                            ("not_taken_up", "取り上げない"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("raised", "挙がっている"),
                            ("discussed", "話し合っている"),
                            ("directed", "方向を示した"),
                            ("drafted", "素案に入った"),
                            ("adopted", "決まった"),
                            ("practised", "行っている"),
                            ("not_taken_up", "取り上げない"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="status_changes", to="issues.issue"
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="status_change_has_its_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("was", models.F("became")), _negated=True), name="status_change_changes"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="LineageTie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(choices=[("before", "もとの論点"), ("after", "あとを継ぐ論点")], max_length=8),
                ),
                ("is_new", models.BooleanField(default=False)),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ties", to="issues.lineageact"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lineage", to="issues.issue"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("act", "issue"), name="one_tie_of_an_issue_to_an_act"),
                    models.CheckConstraint(
                        condition=models.Q(("is_new", False), ("side", "after"), _connector="OR"),
                        name="only_what_follows_is_new",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(blank=True, max_length=40)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="directions", to="issues.issue"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("issue", "number"), name="one_direction_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="direction_has_its_reason"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="DutyChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                (
                    "became",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="duty_changes", to="issues.issue"
                    ),
                ),
                (
                    "was",
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
                "ordering": ["made_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="duty_change_has_its_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("was", models.F("became")), _negated=True), name="duty_change_changes"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80)),
                ("text", models.TextField()),
                ("dated_on", models.DateField()),
                ("actor_key", models.CharField(max_length=40)),
                ("added_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("opened_reason", models.TextField(blank=True)),
                ("opened_by", models.CharField(blank=True, max_length=40)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="issues.issue"
                    ),
                ),
            ],
            options={
                "ordering": ["dated_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="material_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by", ""), ("opened_reason", "")),
                            models.Q(
                                ("opened_at__isnull", False),
                                models.Q(("opened_reason", ""), _negated=True),
                                models.Q(("opened_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="material_is_opened_with_a_reason",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PolicyDemand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("meeting", "会議"), ("list", "名簿"), ("request", "依頼")], max_length=8
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("target", models.CharField(max_length=80)),
                ("months", models.JSONField(blank=True, default=list)),
                ("actor_key", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="demands", to="issues.policy"
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
            name="PolicyLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="policy_links", to="issues.issue"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="issues.policy"
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("policy", "issue"),
                        name="one_policy_link_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="policy_link_has_its_reason"
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
                        name="policy_link_is_ended_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=80)),
                ("actor_key", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy_parts",
                        to="organizations.organization",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="issues.policy"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("policy", "organization", "role"),
                        name="one_part_in_force",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EdgeMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "after",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves_to",
                        to="issues.issueedge",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves_from", to="issues.issueedge"
                    ),
                ),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="edge_moves", to="issues.lineageact"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
