import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("inventory", "0001_requests_to_associations"), ("inventory", "0002_words_for_decisions")]

    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("organizations", "0003_add_adds_unknown"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdminRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("notices", "広報・回覧・掲示"),
                            ("surroundings", "環境・施設"),
                            ("gatherings", "会議・動員"),
                            ("disaster", "防災"),
                            ("collections", "募金"),
                            ("petitions", "要望取次"),
                            ("reports", "調査・報告"),
                            ("nominations", "委員推薦"),
                        ],
                        max_length=14,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("purpose", models.TextField(blank=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("law", "法令"),
                            ("ordinance", "条例"),
                            ("guideline", "要綱"),
                            ("custom", "慣行"),
                            ("unknown", "不明"),
                        ],
                        max_length=10,
                    ),
                ),
                ("basis_note", models.CharField(blank=True, max_length=200)),
                ("is_voluntary_told", models.BooleanField(default=False)),
                ("times_per_year", models.DecimalField(decimal_places=3, max_digits=7)),
                ("months", models.JSONField(default=list)),
                ("people_per_time", models.DecimalField(decimal_places=1, max_digits=7)),
                ("hours_per_person", models.DecimalField(decimal_places=2, max_digits=6)),
                ("hours_low", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ("hours_high", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ("per_households", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "carrier",
                    models.CharField(
                        choices=[("president", "会長"), ("officers", "役員"), ("blocks", "班長"), ("anybody", "会員")],
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("paper", "紙"),
                            ("meeting", "会議"),
                            ("phone", "電話"),
                            ("mail", "メール"),
                            ("web", "ウェブ"),
                        ],
                        max_length=8,
                    ),
                ),
                ("copies", models.CharField(blank=True, max_length=80)),
                ("payment", models.CharField(blank=True, max_length=80)),
                ("since_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "確認待ち"),
                            ("active", "行っている"),
                            ("refused", "差し戻し"),
                            ("ended", "終わった"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("answer_to_warnings", models.TextField(blank=True)),
                ("filed_by", models.CharField(max_length=40)),
                ("filed_at", models.DateTimeField()),
                ("reviewed_by", models.CharField(blank=True, max_length=40)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("review_reason", models.TextField(blank=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("is_sample", models.BooleanField(default=False)),
                ("associations", models.ManyToManyField(blank=True, related_name="+", to="organizations.organization")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admin_requests",
                        to="organizations.organization",
                    ),
                ),
                ("wards", models.ManyToManyField(blank=True, related_name="+", to="areas.area")),
            ],
            options={
                "ordering": ["category", "title", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="admin_request_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("times_per_year__gt", 0)), name="admin_request_comes_sometime"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours_per_person__gte", 0), ("people_per_time__gte", 0)),
                        name="admin_request_costs_nothing_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hours_high__isnull", True), ("hours_low__isnull", True)),
                            models.Q(
                                ("hours_high__gte", models.F("hours_per_person")),
                                ("hours_low__lte", models.F("hours_per_person")),
                            ),
                            _connector="OR",
                        ),
                        name="hours_stand_within_their_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("reviewed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="admin_request_is_reviewed_with_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", ""),
                            models.Q(("reviewed_by", models.F("filed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="admin_request_is_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), ("ended_on__isnull", False)),
                            models.Q(models.Q(("state", "ended"), _negated=True), ("ended_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="only_an_ended_request_has_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=20, unique=True)),
                ("meaning", models.CharField(blank=True, max_length=200)),
                ("left_low", models.PositiveSmallIntegerField()),
                ("left", models.PositiveSmallIntegerField()),
                ("left_high", models.PositiveSmallIntegerField()),
                ("deliveries_left", models.PositiveSmallIntegerField()),
                ("ends_it", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_in_use", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left__lte", models.F("left_high")),
                            ("left_high__lte", 100),
                            ("left_low__lte", models.F("left")),
                        ),
                        name="what_is_left_stands_within_its_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deliveries_left__lte", 100)), name="deliveries_left_are_a_share"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="RequestPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ceiling", models.DecimalField(decimal_places=1, max_digits=7)),
                ("most_months", models.PositiveSmallIntegerField()),
                ("kinds", models.JSONField()),
                ("is_cautious", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "計算を待っています"), ("done", "計算しました")],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("document", models.JSONField(default=dict)),
                ("actor_key", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("state", "asked")),
                            models.Q(models.Q(("state", "asked"), _negated=True), ("done_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="request_plan_is_done_with_its_moment",
                    ),
                    models.CheckConstraint(condition=models.Q(("ceiling__gte", 0)), name="request_plan_has_a_ceiling"),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="BundleAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month_on", models.DateField()),
                (
                    "kind",
                    models.CharField(choices=[("received", "受け取りました"), ("cannot", "できません")], max_length=8),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
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
                ("actor_key", models.CharField(max_length=40)),
                ("answered_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "admin_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="inventory.adminrequest"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request_answers",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-month_on", "organization", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("admin_request", "organization", "month_on"),
                        name="one_answer_to_a_request_a_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "cannot"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cannot_has_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BurdenReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", models.PositiveSmallIntegerField()),
                ("times", models.DecimalField(decimal_places=3, max_digits=7)),
                ("people", models.DecimalField(decimal_places=1, max_digits=7)),
                ("hours", models.DecimalField(decimal_places=2, max_digits=6)),
                ("words", models.CharField(blank=True, max_length=300)),
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
                ("actor_key", models.CharField(max_length=40)),
                ("reported_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "admin_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="inventory.adminrequest"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="burden_reports",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-reported_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("admin_request", "organization", "fiscal_year"),
                        name="one_burden_report_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 0), ("people__gte", 0), ("times__gte", 0)),
                        name="burden_report_is_not_below_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("decided_on", models.DateField()),
                ("starts_on", models.DateField()),
                ("promised_low", models.DecimalField(decimal_places=1, max_digits=10)),
                ("promised", models.DecimalField(decimal_places=1, max_digits=10)),
                ("promised_high", models.DecimalField(decimal_places=1, max_digits=10)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "admin_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="inventory.adminrequest",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request_decisions",
                        to="organizations.organization",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="inventory.decisionkind",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_on", "-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("admin_request",),
                        name="one_decision_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="request_decision_has_its_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
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
                ("actor_key", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "admin_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="inventory.adminrequest",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request_proposals",
                        to="organizations.organization",
                    ),
                ),
                (
                    "wish",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="inventory.decisionkind",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="request_proposal_has_words"
                    )
                ],
            },
        ),
    ]
