from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("circles", "0001_begin_circles")]

    operations = [migrations.RenameModel(old_name="MatchAnswer", new_name="MatchReply")]
