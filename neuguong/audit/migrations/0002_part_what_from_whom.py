"""Puts what names people beside the entries, where it can be erased alone, and makes room for seals."""

import json
from typing import Any

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from neuguong.audit import rules

_BATCH = 2_000


def let_go(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away that refuse every change; they come back after the migration."""
    names = ("audit_entry_no_update", "audit_entry_no_delete")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS audit_entry_append_only ON audit_entry")
        return
    for name in names:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def part(apps: Any, schema_editor: Any) -> None:
    """Copy the personal part of every entry into a row of its own, with salt, digest and mark."""
    entry_model = apps.get_model("audit", "AuditEntry")
    personal_model = apps.get_model("audit", "AuditPersonal")
    last = 0
    while rows := list(entry_model.objects.filter(pk__gt=last).order_by("pk")[:_BATCH]):
        personal = []
        for row in rows:
            said = personal_model(
                entry_id=row.pk,
                salt=rules.new_salt(),
                by_name=row.by_name,
                subject_label=row.subject_label,
                reason=row.reason,
                detail_json=json.dumps(row.detail, ensure_ascii=False),
            )
            texts = [getattr(said, name) for name in rules.PERSONAL]
            row.personal_sha256 = rules.personal_digest(said.salt, texts)
            row.mark = rules.mark_of(settings.SECRET_KEY, rules.content_of(row))
            personal.append(said)
        personal_model.objects.bulk_create(personal)
        entry_model.objects.bulk_update(rows, ["personal_sha256", "mark"], batch_size=200)
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first_tables")]

    operations = [
        migrations.CreateModel(
            name="AuditPersonal",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="personal",
                        serialize=False,
                        to="audit.auditentry",
                        verbose_name="mục nhật ký",
                    ),
                ),
                ("salt", models.CharField(max_length=32, verbose_name="muối")),
                ("by_name", models.CharField(max_length=160, verbose_name="người thực hiện")),
                (
                    "subject_label",
                    models.CharField(blank=True, max_length=200, verbose_name="đối tượng"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("detail_json", models.TextField(default="{}", verbose_name="chi tiết")),
            ],
            options={
                "verbose_name": "phần về người của mục nhật ký",
                "verbose_name_plural": "phần về người của nhật ký",
                "db_table": "audit_personal",
            },
        ),
        migrations.CreateModel(
            name="AuditOrigin",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="origin",
                        serialize=False,
                        to="audit.auditentry",
                        verbose_name="mục nhật ký",
                    ),
                ),
                ("address", models.CharField(max_length=45, verbose_name="địa chỉ")),
                ("at", models.DateTimeField(db_index=True, verbose_name="lúc")),
            ],
            options={
                "verbose_name": "nơi đăng nhập",
                "verbose_name_plural": "nơi đăng nhập",
                "db_table": "audit_origin",
            },
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "position",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="thứ tự"
                    ),
                ),
                ("entry_id", models.BigIntegerField(unique=True, verbose_name="số mục nhật ký")),
                ("sealed_at", models.DateTimeField(db_index=True, verbose_name="niêm phong lúc")),
                (
                    "trust",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "WRITTEN"), (2, "RESTORED"), (3, "FOREIGN")],
                        verbose_name="nguồn gốc",
                    ),
                ),
                ("hash", models.CharField(max_length=64, verbose_name="mã băm")),
            ],
            options={
                "verbose_name": "niêm phong",
                "verbose_name_plural": "niêm phong",
                "db_table": "audit_seal",
            },
        ),
        migrations.CreateModel(
            name="AuditSealer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("floor", models.BigIntegerField(default=0, verbose_name="đã niêm phong đến")),
                ("mark", models.BigIntegerField(default=0, verbose_name="mốc chờ")),
                ("running", models.JSONField(default=list, verbose_name="giao dịch còn chạy")),
                ("position", models.BigIntegerField(default=0, verbose_name="niêm phong cuối")),
            ],
            options={
                "verbose_name": "máy niêm phong",
                "verbose_name_plural": "máy niêm phong",
                "db_table": "audit_sealer",
            },
        ),
        migrations.RunPython(let_go, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="auditentry", name="audit_entry_read_names_whom"),
        migrations.AddField(
            model_name="auditentry",
            name="personal_sha256",
            field=models.CharField(default="", max_length=64, verbose_name="mã băm phần về người"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditentry",
            name="mark",
            field=models.CharField(default="", max_length=64, verbose_name="dấu của phần mềm"),
            preserve_default=False,
        ),
        migrations.RunPython(part, migrations.RunPython.noop),
        migrations.RemoveField(model_name="auditentry", name="by_name"),
        migrations.RemoveField(model_name="auditentry", name="detail"),
        migrations.RemoveField(model_name="auditentry", name="reason"),
        migrations.RemoveField(model_name="auditentry", name="subject_label"),
        migrations.AlterField(
            model_name="auditentry",
            name="kind",
            field=models.CharField(
                choices=[("write", "ghi"), ("read", "xem"), ("door", "ra vào")],
                default="write",
                max_length=5,
                verbose_name="loại",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "read"), _negated=True),
                    ("person_id__isnull", False),
                    ("bulk_count__isnull", False),
                    _connector="OR",
                ),
                name="audit_entry_read_says_of_whom",
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["by_id", "id"], name="audit_entry_by"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["at"], name="audit_entry_at"),
        ),
    ]
