import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organizations", "0001_initial"),
        ("organizations", "0002_register_of_associations"),
        ("organizations", "0003_add_adds_unknown"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("department", "市・区の課"),
                            ("association", "町内会・自治会"),
                            ("federation", "町内会・自治会の連合会"),
                            ("intermediary", "中間支援組織"),
                            ("sdc", "ソーシャルデザインセンター"),
                            ("company", "企業・商店会"),
                            ("school", "学校"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("note", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("is_sample", models.BooleanField(default=False)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organizations",
                        to="areas.area",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="organizations.organization",
                    ),
                ),
                ("register_number", models.CharField(blank=True, max_length=20)),
                ("school_districts", models.ManyToManyField(blank=True, related_name="+", to="areas.area")),
                ("served", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["kind", "name", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "name", "area"), name="one_organization_per_area"),
                    models.UniqueConstraint(
                        condition=models.Q(("area__isnull", True)),
                        fields=("kind", "name"),
                        name="one_organization_of_the_city",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="organization_has_a_name"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("register_number", ""), _negated=True),
                        fields=("register_number",),
                        name="one_organization_per_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficerList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "確認待ち"), ("taken", "取り込み済み"), ("dropped", "取りやめ")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("outcome", models.JSONField(default=dict)),
                ("actor_key", models.CharField(max_length=40)),
                ("brought_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=40)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="officer_lists", to="areas.area"
                    ),
                ),
                ("adds_unknown", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="officer_list_is_decided_with_its_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("renamed", "名前が変わった"),
                            ("merged", "一つになった"),
                            ("split", "分かれた"),
                            ("dissolved", "解散した"),
                            ("duplicate", "同じ団体が二重に載っていた"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("reason", models.TextField()),
                ("aftermath", models.TextField(blank=True)),
                ("former_name", models.CharField(blank=True, max_length=80)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["on", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="succession_has_its_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "renamed"), models.Q(("former_name", ""), _negated=True)),
                            models.Q(models.Q(("kind", "renamed"), _negated=True), ("former_name", "")),
                            _connector="OR",
                        ),
                        name="only_a_new_name_has_a_former_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=[("lead", "責任者"), ("officer", "担当")], max_length=12)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["organization", "starts_on", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="term_starts_before_it_ends",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("person", "organization", "role"),
                        name="one_open_term_per_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("listed", "団体の名前と区"),
                            ("served", "受け持つ区域"),
                            ("households", "世帯数と加入世帯数"),
                            ("officers", "役員の役割と、本人が同意した名前"),
                            ("contact", "公開の連絡先"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
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
                ("agreed_on", models.DateField()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_by", models.CharField(blank=True, max_length=40)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["organization", "item", "-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("organization", "item"),
                        name="one_consent_per_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), ("item", "contact"), _connector="OR"),
                        name="only_the_public_contact_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ways", models.JSONField()),
                ("wishes", models.CharField(blank=True, max_length=300)),
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
                ("agreed_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_rules",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["organization", "-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("organization",),
                        name="one_contact_rule_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DistinctPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actor_key", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField()),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization"
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="two_bodies_are_told_apart_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="a_pair_is_written_one_way"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOverNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=80)),
                ("text", models.TextField(blank=True)),
                ("papers", models.CharField(blank=True, max_length=300)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_over_notes",
                        to="organizations.organization",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="organizations.handovernote",
                    ),
                ),
            ],
            options={
                "ordering": ["organization", "-written_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("subject", ""), _negated=True), name="hand_over_note_has_a_subject"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField()),
                ("households", models.PositiveIntegerField(blank=True, null=True)),
                ("member_households", models.PositiveIntegerField(blank=True, null=True)),
                ("source", models.CharField(max_length=200)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="household_counts",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["organization", "-as_of", "-pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("organization", "as_of"),
                        name="one_household_count_per_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("households__isnull", False), ("member_households__isnull", False), _connector="OR"
                        ),
                        name="household_count_has_a_figure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("households__isnull", True),
                            ("member_households__isnull", True),
                            ("member_households__lte", models.F("households")),
                            _connector="OR",
                        ),
                        name="members_are_among_the_households",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="household_count_has_its_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("president", "会長"),
                            ("vice", "副会長"),
                            ("treasurer", "会計"),
                            ("secretary", "書記"),
                            ("auditor", "監査"),
                            ("contact", "連絡担当"),
                            ("other", "その他の役員"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                ("name_agreed_on", models.DateField(blank=True, null=True)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("erased_on", models.DateField(blank=True, null=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["organization", "starts_on", "pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="office_starts_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_on__isnull", True),
                            models.Q(("email", ""), ("name", ""), ("name_agreed_on__isnull", True), ("phone", "")),
                            _connector="OR",
                        ),
                        name="nothing_is_left_of_an_erased_officer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuccessionTie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("before", "もとの団体"), ("after", "あとの団体")], max_length=6)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succession_ties",
                        to="organizations.organization",
                    ),
                ),
                (
                    "succession",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ties", to="organizations.succession"
                    ),
                ),
            ],
            options={
                "ordering": ["succession", "side", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("succession", "organization", "side"), name="a_body_stands_once_on_a_side"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("starts_on", models.DateField()),
                ("enter_by", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("actor_key", models.CharField(max_length=40)),
                ("issued_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access_codes",
                        to="organizations.organization",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access_codes",
                        to="organizations.officer",
                    ),
                ),
            ],
            options={
                "ordering": ["organization", "-issued_at", "-pk"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("enter_by"))),
                        name="code_can_be_entered_some_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(db_index=True, editable=False, max_length=64)),
                ("actor_key", models.CharField(editable=False, max_length=40, unique=True)),
                ("opened_at", models.DateTimeField()),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to="organizations.accesscode",
                    ),
                ),
            ],
            options={
                "ordering": ["code", "pk"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "token_hash"), name="a_device_is_opened_once_by_a_code")
                ],
            },
        ),
    ]
