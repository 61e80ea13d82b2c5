from django.db import migrations, models

import neuguong.lib.column


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0002_link_units"),
    ]

    operations = [
        migrations.AlterField(
            model_name="unit",
            name="path",
            field=neuguong.lib.column.KeyField(max_length=80, verbose_name="đường trên cây"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["path"], name="org_unit_path"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("path__isnull", False)),
                fields=("path",),
                name="org_unit_one_path",
            ),
        ),
    ]
