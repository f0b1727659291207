from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_let_roles_end")]

    operations = [
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "operator"), ("ends_on__isnull", False), _connector="OR"),
                name="only_an_operator_has_no_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="role_ends_after_it_begins",
            ),
        ),
    ]
