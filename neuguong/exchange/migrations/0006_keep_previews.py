import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0005_keep_works_and_gifts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="số thứ tự")),
                ("mark", models.CharField(max_length=16, verbose_name="dấu vân tay")),
                ("kept_at", models.DateTimeField(verbose_name="giữ lúc")),
                ("data", models.BinaryField(verbose_name="nội dung")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="exchange.importrun",
                        verbose_name="lần nhập tệp",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản xem trước",
                "verbose_name_plural": "bản xem trước",
                "ordering": ("run_id", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("run", "number"), name="exchange_page_once")
                ],
            },
        ),
    ]
