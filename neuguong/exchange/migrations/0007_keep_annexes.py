"""A list may be the annex of a resolution: which units go into which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0006_keep_previews")]

    operations = [
        migrations.AlterField(
            model_name="listrun",
            name="kind",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "đơn vị"), (2, "người"), (3, "sắp xếp")], verbose_name="loại"
            ),
        ),
    ]
