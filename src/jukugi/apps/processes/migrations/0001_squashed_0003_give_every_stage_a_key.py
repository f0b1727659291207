import django.db.models.deletion
from django.db import migrations, models

import jukugi.apps.processes.models.course


class Migration(migrations.Migration):
    replaces = [
        ("processes", "0001_initial"),
        ("processes", "0002_stages_gates_and_changes"),
        ("processes", "0003_give_every_stage_a_key"),
    ]

    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("organizations", "0003_add_adds_unknown"),
    ]

    operations = [
        migrations.CreateModel(
            name="Process",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("summary", models.TextField(blank=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("is_main", models.BooleanField(default=False)),
                ("is_sample", models.BooleanField(default=False)),
                ("is_finished", models.BooleanField(default=False)),
                ("attribution", models.TextField(blank=True)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="areas.area"
                    ),
                ),
                ("is_draft", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                        name="process_starts_before_it_ends",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True)), fields=("is_main",), name="one_main_process"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_draft", True), ("is_main", True), _negated=True),
                        name="home_tells_of_no_process_in_preparation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                ("description", models.TextField(blank=True)),
                ("document", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
            ],
            options={
                "ordering": ["name"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "lane",
                    models.CharField(
                        choices=[("internal", "庁内検討"), ("citizens", "市民参加"), ("council", "議会")], max_length=12
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("headline", models.CharField(blank=True, max_length=80)),
                ("lead", models.CharField(blank=True, max_length=200)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "日"),
                            ("ten_days", "上旬・中旬・下旬"),
                            ("month", "月"),
                            ("quarter", "三か月のあいだ"),
                            ("season", "季節"),
                            ("half_year", "半年ほどのあいだ"),
                            ("fiscal_year", "年度"),
                            ("approx", "おおよそ"),
                            ("open", "終わりが決まっていない"),
                            ("loose", "月が決まっていない"),
                        ],
                        default="month",
                        max_length=12,
                    ),
                ),
                ("when", models.CharField(blank=True, max_length=80)),
                ("note", models.TextField(blank=True)),
                ("source", models.TextField(blank=True)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="phases", to="processes.process"
                    ),
                ),
                (
                    "actual_precision",
                    models.CharField(
                        choices=[
                            ("day", "日"),
                            ("ten_days", "上旬・中旬・下旬"),
                            ("month", "月"),
                            ("quarter", "三か月のあいだ"),
                            ("season", "季節"),
                            ("half_year", "半年ほどのあいだ"),
                            ("fiscal_year", "年度"),
                            ("approx", "おおよそ"),
                            ("open", "終わりが決まっていない"),
                            ("loose", "月が決まっていない"),
                        ],
                        default="day",
                        max_length=12,
                    ),
                ),
                ("began_on", models.DateField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("edition", models.PositiveIntegerField(default=0)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("is_planned", models.BooleanField(default=True)),
                (
                    "key",
                    models.CharField(
                        default=jukugi.apps.processes.models.course.new_key, editable=False, max_length=24, unique=True
                    ),
                ),
                ("min_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("row_id", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ["opens_at", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("opens_at__lt", models.F("closes_at"))), name="phase_opens_before_it_closes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(("began_on__isnull", False), ("ended_on__gte", models.F("began_on"))),
                            _connector="OR",
                        ),
                        name="phase_ended_after_it_began",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("row_id", ""), _negated=True),
                        fields=("process", "row_id"),
                        name="a_row_is_one_phase",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "lane",
                    models.CharField(
                        choices=[("internal", "庁内検討"), ("citizens", "市民参加"), ("council", "議会")], max_length=12
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("on", models.DateField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "日"),
                            ("ten_days", "上旬・中旬・下旬"),
                            ("month", "月"),
                            ("quarter", "三か月のあいだ"),
                            ("season", "季節"),
                            ("half_year", "半年ほどのあいだ"),
                            ("fiscal_year", "年度"),
                            ("approx", "おおよそ"),
                            ("open", "終わりが決まっていない"),
                            ("loose", "月が決まっていない"),
                        ],
                        default="month",
                        max_length=12,
                    ),
                ),
                ("when", models.CharField(blank=True, max_length=80)),
                ("note", models.TextField(blank=True)),
                ("source", models.TextField(blank=True)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="processes.process"
                    ),
                ),
                (
                    "actual_precision",
                    models.CharField(
                        choices=[
                            ("day", "日"),
                            ("ten_days", "上旬・中旬・下旬"),
                            ("month", "月"),
                            ("quarter", "三か月のあいだ"),
                            ("season", "季節"),
                            ("half_year", "半年ほどのあいだ"),
                            ("fiscal_year", "年度"),
                            ("approx", "おおよそ"),
                            ("open", "終わりが決まっていない"),
                            ("loose", "月が決まっていない"),
                        ],
                        default="day",
                        max_length=12,
                    ),
                ),
                ("began_on", models.DateField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("edition", models.PositiveIntegerField(default=0)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("is_planned", models.BooleanField(default=True)),
                (
                    "key",
                    models.CharField(
                        default=jukugi.apps.processes.models.course.new_key, editable=False, max_length=24, unique=True
                    ),
                ),
                ("row_id", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ["on", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(("began_on__isnull", False), ("ended_on__gte", models.F("began_on"))),
                            _connector="OR",
                        ),
                        name="milestone_ended_after_it_began",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("row_id", ""), _negated=True),
                        fields=("process", "row_id"),
                        name="a_row_is_one_milestone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FocusPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("source", models.TextField(blank=True)),
                ("row_id", models.CharField(blank=True, max_length=40)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="focus_points", to="processes.process"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("ends_on"))), name="focus_starts_before_it_ends"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("row_id", ""), _negated=True),
                        fields=("process", "row_id"),
                        name="a_row_is_one_focus_point",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("shifted_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to="processes.process"
                    ),
                ),
            ],
            options={
                "ordering": ["-shifted_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="shift_has_its_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="processes.phase"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("phase", "kind"), name="a_phase_opens_a_thing_once")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Dependency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "after_milestone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="processes.milestone",
                    ),
                ),
                (
                    "after_phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="processes.phase",
                    ),
                ),
                (
                    "before_milestone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="processes.milestone",
                    ),
                ),
                (
                    "before_phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="processes.phase",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dependencies", to="processes.process"
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("before_phase__isnull", True), ("before_milestone__isnull", True), _connector="XOR"
                            ),
                            models.Q(
                                ("after_phase__isnull", True), ("after_milestone__isnull", True), _connector="XOR"
                            ),
                        ),
                        name="dependency_joins_two_things",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("after_phase__isnull", False), ("before_phase__isnull", False)),
                        fields=("before_phase", "after_phase"),
                        name="one_dependency_of_phase_and_phase",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("after_milestone__isnull", False), ("before_phase__isnull", False)),
                        fields=("before_phase", "after_milestone"),
                        name="one_dependency_of_phase_and_milestone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("after_phase__isnull", False), ("before_milestone__isnull", False)),
                        fields=("before_milestone", "after_phase"),
                        name="one_dependency_of_milestone_and_phase",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("after_milestone__isnull", False), ("before_milestone__isnull", False)),
                        fields=("before_milestone", "after_milestone"),
                        name="one_dependency_of_milestone_and_milestone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("slug", models.SlugField(blank=True, max_length=60)),
                ("reason", models.TextField()),
                ("renamed_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
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
                    "milestone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="processes.milestone",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="processes.phase",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="former_names", to="processes.process"
                    ),
                ),
            ],
            options={
                "ordering": ["-renamed_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        fields=("slug",),
                        name="an_old_address_leads_to_one_process",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phase__isnull", True), ("milestone__isnull", True), _connector="OR"),
                        name="a_name_is_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80)),
                ("note", models.TextField(blank=True)),
                ("holds", models.BooleanField(default=True)),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gates", to="processes.phase"
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gates", to="processes.process"
                    ),
                ),
            ],
            options={
                "ordering": ["phase__opens_at", "pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("paused_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("actor_key", models.CharField(max_length=40)),
                ("resumed_at", models.DateTimeField(blank=True, null=True)),
                ("resumed_reason", models.TextField(blank=True)),
                ("resumed_by", models.CharField(blank=True, max_length=40)),
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
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="processes.phase",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="processes.process"
                    ),
                ),
            ],
            options={
                "ordering": ["-paused_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resumed_at__isnull", True), ("resumed_at__gte", models.F("paused_at")), _connector="OR"
                        ),
                        name="pause_begins_before_it_ends",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("phase__isnull", True), ("resumed_at__isnull", True)),
                        fields=("process",),
                        name="a_process_is_paused_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("phase__isnull", False), ("resumed_at__isnull", True)),
                        fields=("phase",),
                        name="a_phase_is_paused_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WardException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_reason", models.TextField(blank=True)),
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
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ward_exceptions",
                        to="processes.phase",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
            ],
            options={
                "ordering": ["ward__lane_order", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("opens_at__lt", models.F("closes_at"))),
                        name="exception_opens_before_it_closes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("phase", "ward"),
                        name="one_exception_per_ward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_reason", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="exception_ends_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("met_on", models.DateField(blank=True, null=True)),
                ("evidence", models.TextField(blank=True)),
                ("evidence_url", models.CharField(blank=True, max_length=400)),
                ("ticked_at", models.DateTimeField(blank=True, null=True)),
                ("ticked_by", models.CharField(blank=True, max_length=40)),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="processes.gate"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", ""), ("title", ""), _connector="XOR"),
                        name="condition_has_kind_or_title",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", ""), _negated=True),
                        fields=("gate", "kind"),
                        name="a_gate_asks_a_room_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("met_on__isnull", True), ("ticked_at__isnull", True)),
                            models.Q(("kind", ""), ("met_on__isnull", False), ("ticked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_ticked_has_its_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GatePassing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passed_at", models.DateTimeField()),
                ("is_override", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                ("found", models.JSONField()),
                ("actor_key", models.CharField(max_length=40)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=40)),
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
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passings", to="processes.gate"
                    ),
                ),
            ],
            options={
                "ordering": ["-passed_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("gate",),
                        name="a_gate_is_passed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_override", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="override_has_its_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="withdrawal_has_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_cause", models.BooleanField()),
                ("before_from", models.DateTimeField()),
                ("before_to", models.DateTimeField()),
                ("before_precision", models.CharField(max_length=12)),
                ("after_from", models.DateTimeField()),
                ("after_to", models.DateTimeField()),
                ("after_precision", models.CharField(max_length=12)),
                (
                    "milestone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="processes.milestone",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="processes.phase",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="processes.shift"
                    ),
                ),
                (
                    "ward_exception",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="processes.wardexception",
                    ),
                ),
            ],
            options={
                "ordering": ["-is_cause", "after_from", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("milestone__isnull", True), ("phase__isnull", False), ("ward_exception__isnull", True)
                            ),
                            models.Q(
                                ("milestone__isnull", False), ("phase__isnull", True), ("ward_exception__isnull", True)
                            ),
                            models.Q(
                                ("milestone__isnull", True), ("phase__isnull", True), ("ward_exception__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="a_move_is_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("after_from__lte", models.F("after_to")), ("before_from__lte", models.F("before_to"))
                        ),
                        name="move_runs_forward",
                    ),
                ],
            },
        ),
    ]
