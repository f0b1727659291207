import datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0003_keep_boundaries"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(choices=[("asked", "本人の求め"), ("law", "法律による消去")], max_length=10),
                ),
                ("counts", models.JSONField(default=dict)),
                ("erased_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MailAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField()),
                ("digest", models.CharField(db_index=True, max_length=64)),
                ("code_digest", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ParticipantMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("merged_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ResidentBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.CharField(choices=[("letter", "手紙"), ("counter", "窓口")], max_length=8)),
                ("valid_until", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("actor_key", models.CharField(max_length=40)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_by", models.CharField(blank=True, max_length=40)),
                ("stop_reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ResidentCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["batch", "number"],
            },
        ),
        migrations.CreateModel(
            name="StepReached",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("mail", "メールの確認"), ("resident", "市民の確認")], max_length=10),
                ),
                ("reached_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="participant",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="participant",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="devices",
                to="accounts.participant",
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="department",
            field=models.CharField(blank=True, db_default="", max_length=80),
        ),
        migrations.AddField(
            model_name="role",
            name="ends_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="role",
            name="starts_on",
            field=models.DateField(db_default=datetime.date(2000, 1, 1), default=datetime.date(2000, 1, 1)),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_is_merged_into_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(("erased_at__isnull", True), ("token_hash__isnull", True), _connector="OR"),
                name="the_erased_have_no_device",
            ),
        ),
        migrations.AddField(
            model_name="carrycode",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="carry_codes", to="accounts.participant"
            ),
        ),
        migrations.AddField(
            model_name="carrycode",
            name="used_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.participant",
            ),
        ),
        migrations.AddField(
            model_name="erasure",
            name="participant",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="erasure", to="accounts.participant"
            ),
        ),
        migrations.AddField(
            model_name="mailaddress",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="mail_addresses", to="accounts.participant"
            ),
        ),
        migrations.AddField(
            model_name="participantmerge",
            name="into",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="accounts.participant"
            ),
        ),
        migrations.AddField(
            model_name="participantmerge",
            name="merged",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="merge", to="accounts.participant"
            ),
        ),
        migrations.AddField(
            model_name="residentbatch",
            name="ward",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
            ),
        ),
        migrations.AddField(
            model_name="residentcode",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="codes", to="accounts.residentbatch"
            ),
        ),
        migrations.AddField(
            model_name="residentcode",
            name="used_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resident_codes",
                to="accounts.participant",
            ),
        ),
        migrations.AddField(
            model_name="stepreached",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps_reached", to="accounts.participant"
            ),
        ),
        migrations.AddField(
            model_name="stepreached",
            name="ward",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
            ),
        ),
        migrations.AddConstraint(
            model_name="carrycode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("used_at__isnull", True), ("used_by__isnull", True)),
                    models.Q(("used_at__isnull", False), ("used_by__isnull", False)),
                    _connector="OR",
                ),
                name="carry_code_is_used_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailaddress",
            constraint=models.UniqueConstraint(
                fields=("participant", "digest"), name="one_row_of_an_address_of_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="participantmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged", models.F("into")), _negated=True), name="a_merge_is_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="residentbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stop_reason", ""), ("stopped_at__isnull", True), ("stopped_by", "")),
                    models.Q(
                        ("stopped_at__isnull", False),
                        models.Q(("stopped_by", ""), _negated=True),
                        models.Q(("stop_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="codes_are_stopped_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="residentcode",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="one_resident_code_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="residentcode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("used_at__isnull", True), ("used_by__isnull", True)),
                    models.Q(("used_at__isnull", False), ("used_by__isnull", False)),
                    _connector="OR",
                ),
                name="resident_code_is_used_by_somebody",
            ),
        ),
    ]
