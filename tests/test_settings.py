"""The environment is read loudly, the console speaks plainly, and answers carry their headers."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from neuguong.config import env
from neuguong.config.headers import security_headers

ROOT = Path(__file__).resolve().parent.parent
NEUGUONG = Path(sys.executable).parent / "neuguong"


def test_a_name_that_is_not_listed_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        env.text("NEUGUONG_SOMETHING")


@pytest.mark.parametrize(
    ("written", "read"), [("1", True), ("Yes", True), ("off", False), ("", False)]
)
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, written: str, read: bool) -> None:
    monkeypatch.setenv("NEUGUONG_DEBUG", written)
    assert env.flag("NEUGUONG_DEBUG") is read


@pytest.mark.parametrize(
    ("name", "value", "reader"),
    [
        ("NEUGUONG_DEBUG", "maybe", env.flag),
        ("NEUGUONG_HOSTS", " , ", env.words),
        ("NEUGUONG_FONTS", "/no/such/folder", env.existing_folder),
        ("NEUGUONG_DATABASE_URL", "mysql://x/y", env.database),
        ("NEUGUONG_DATABASE_URL", "sqlite:///", env.database),
        ("NEUGUONG_DATABASE_URL", "postgres://host", env.database),
        ("NEUGUONG_DATABASE_URL", "postgres://host/name?pool=9", env.database),
    ],
)
def test_a_wrong_value_stops_the_site(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reader: object
) -> None:
    monkeypatch.setenv(name, value)
    assert callable(reader)
    with pytest.raises(ImproperlyConfigured, match=name):
        reader(name)


def test_an_sqlite_url_names_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEUGUONG_DATABASE_URL", f"sqlite:///{tmp_path}/new/a.sqlite3")
    found = env.database("NEUGUONG_DATABASE_URL")
    assert found["NAME"] == f"{tmp_path}/new/a.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (tmp_path / "new").is_dir()


def test_a_postgres_url_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgres://an:m%40t@db.example:5433/so?sslmode=require"
    monkeypatch.setenv("NEUGUONG_DATABASE_URL", url)
    found = env.database("NEUGUONG_DATABASE_URL")
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "an",
        "m@t",
        "db.example",
        "5433",
        "so",
    ]
    assert found["OPTIONS"] == {"options": "-c jit=off", "sslmode": "require"}


def test_a_postgres_url_may_name_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEUGUONG_DATABASE_URL", "postgres://an@/so?host=/run/postgresql")
    assert env.database("NEUGUONG_DATABASE_URL")["HOST"] == "/run/postgresql"


def test_the_secret_is_made_once_for_its_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NEUGUONG_SECRET_FILE", str(tmp_path / "deep" / "secret"))
    made = env.secret("NEUGUONG_SECRET_FILE")
    assert len(made) > 50
    assert env.secret("NEUGUONG_SECRET_FILE") == made
    assert (tmp_path / "deep" / "secret").stat().st_mode & 0o777 == 0o600


def test_a_short_secret_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    monkeypatch.setenv("NEUGUONG_SECRET_FILE", str(tmp_path / "secret"))
    with pytest.raises(ImproperlyConfigured, match="32"):
        env.secret("NEUGUONG_SECRET_FILE")


def test_the_settings_stay_short() -> None:
    lines = (ROOT / "neuguong" / "config" / "settings.py").read_text(encoding="utf-8").count("\n")
    assert lines <= 250


def test_every_answer_carries_the_security_policy() -> None:
    answer = security_headers(lambda request: HttpResponse())(HttpRequest())
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; ")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def _console(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([NEUGUONG, *words], capture_output=True, text=True, check=False)


def test_the_console_knows_no_such_command() -> None:
    done = _console("migrat")
    assert done.returncode == 2
    assert done.stderr == "Không có lệnh “migrat”. Có phải là “migrate”?\n"


def test_the_console_knows_the_commands_of_the_rooms() -> None:
    assert _console("collectstatic", "--help").returncode == 0


def test_the_console_says_which_setting_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEUGUONG_DEBUG", "maybe")
    done = _console("check")
    assert done.returncode == 2
    assert done.stderr.startswith("Thiết đặt chưa đúng: NEUGUONG_DEBUG")


def test_files_lie_in_a_folder_or_in_a_bucket(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert env.storage("NEUGUONG_S3", tmp_path)["OPTIONS"]["location"] == tmp_path
    monkeypatch.setenv("NEUGUONG_S3", "s3://anh?endpoint=https://kho.example.vn&region=hn")
    monkeypatch.setattr(env, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="make s3-setup"):
        env.storage("NEUGUONG_S3", tmp_path)
    monkeypatch.setattr(env, "find_spec", lambda name: object())
    found = env.storage("NEUGUONG_S3", tmp_path)
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert found["OPTIONS"]["bucket_name"] == "anh"
    assert found["OPTIONS"]["endpoint_url"] == "https://kho.example.vn"
    for wrong in ("http://anh", "s3://", "s3://anh?key=secret"):
        monkeypatch.setenv("NEUGUONG_S3", wrong)
        with pytest.raises(ImproperlyConfigured, match="s3://BUCKET"):
            env.storage("NEUGUONG_S3", tmp_path)


def test_a_standby_is_of_postgresql(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = ("NEUGUONG_DATABASE_URL", "NEUGUONG_STANDBY_URL")
    monkeypatch.setenv(names[0], "postgres://an@one/so")
    assert set(env.databases(*names)) == {"default"}
    monkeypatch.setenv(names[1], "postgres://an@two/so")
    assert env.databases(*names)["standby"]["HOST"] == "two"
    monkeypatch.setenv(names[0], f"sqlite:///{tmp_path}/a.sqlite3")
    with pytest.raises(ImproperlyConfigured, match="NEUGUONG_STANDBY_URL"):
        env.databases(*names)


def test_a_number_is_a_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.number("NEUGUONG_COSTLY_PER_MINUTE") == 60
    monkeypatch.setenv("NEUGUONG_COSTLY_PER_MINUTE", "-1")
    with pytest.raises(ImproperlyConfigured):
        env.number("NEUGUONG_COSTLY_PER_MINUTE")
