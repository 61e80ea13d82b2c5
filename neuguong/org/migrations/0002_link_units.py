import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0001_found_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.unit",
                        verbose_name="đứng dưới",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="org.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "vị trí trên cây",
                "verbose_name_plural": "vị trí trên cây",
                "ordering": ("unit_id", "valid_from"),
                "indexes": [
                    models.Index(fields=["parent", "valid_from"], name="org_link_parent_from"),
                    models.Index(fields=["valid_from"], name="org_link_from"),
                    models.Index(fields=["valid_to"], name="org_link_to"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "valid_from"), name="org_link_one_start"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("unit",),
                        name="org_link_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="org_link_days_in_order",
                    ),
                ],
            },
        ),
        # Until now no unit has moved: each stands where it was founded.
        migrations.RunSQL(
            "INSERT INTO org_unitlink (unit_id, parent_id, valid_from)"
            " SELECT id, parent_id, opened_on FROM org_unit",
            migrations.RunSQL.noop,
        ),
    ]
