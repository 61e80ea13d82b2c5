"""Typed readers of the environment that fail loudly; `SETTINGS` lists every name that is read."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT: Final = Path(__file__).resolve().parent.parent.parent

_YES: Final = {"1", "true", "yes", "on"}
_NO: Final = {"", "0", "false", "no", "off"}
_SQLITE: Final = "django.db.backends.sqlite3"
_POSTGRESQL: Final = "django.db.backends.postgresql"
_POSTGRES_OPTIONS: Final = {"sslmode", "sslrootcert", "connect_timeout", "application_name"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One name of the environment: its default as written and what it means, in a sentence."""

    name: str
    default: str
    meaning: str


SETTINGS: Final = (
    Setting(
        "NEUGUONG_DATABASE_URL",
        "sqlite:///var/neuguong.sqlite3",
        "Where the data is kept: `sqlite:///PATH` (relative to the project, or absolute with four "
        "slashes) or `postgres://USER:PASSWORD@HOST:PORT/NAME`; `?host=/a/dir` names a socket.",
    ),
    Setting("NEUGUONG_FILES", "var/files", "Folder of the photos, scans and documents."),
    Setting("NEUGUONG_STATIC", "var/static", "Folder into which static files are collected."),
    Setting(
        "NEUGUONG_SECRET_FILE",
        "var/secret",
        "File with the secret that signs sessions; made at first use, readable by its owner only.",
    ),
    Setting(
        "NEUGUONG_KEYS_FILE",
        "var/keys",
        "File with the keys of sealed texts; made when the first is written, readable by its owner only. "
        "In no backup: keep a copy of it elsewhere.",
    ),
    Setting(
        "NEUGUONG_HOSTS",
        "localhost,127.0.0.1",
        "Host names under which the site answers, separated by commas.",
    ),
    Setting(
        "NEUGUONG_HTTPS",
        "0",
        "1 when people reach the site by https: cookies then travel by https only.",
    ),
    Setting(
        "NEUGUONG_DEBUG", "0", "1 shows the cause of a fault in the browser; never in service."
    ),
    Setting(
        "NEUGUONG_FONTS",
        "",
        "Folder of the fonts that reports are set in; empty means the machine's own.",
    ),
    Setting(
        "NEUGUONG_SECOND_FACTOR",
        "required",
        "`required`: leaders, administrators, readers of the log and operators must set up a second step; "
        "`offered`: everybody may (the demonstration).",
    ),
    Setting(
        "NEUGUONG_PROXIES",
        "",
        "Addresses or networks of the proxies in front, separated by commas; only from these is "
        "`X-Forwarded-For` believed.",
    ),
    Setting(
        "NEUGUONG_OIDC_ISSUER",
        "",
        "Address of another site through which people may sign in (OpenID Connect); empty: none.",
    ),
    Setting("NEUGUONG_OIDC_NAME", "nơi cấp tài khoản", "What the button to that site says."),
    Setting("NEUGUONG_OIDC_CLIENT", "", "By what name that site knows this one (client id)."),
    Setting("NEUGUONG_OIDC_SECRET_FILE", "", "File with the secret shared with that site."),
    Setting(
        "NEUGUONG_OIDC_CLAIM",
        "sub",
        "Which of its words about a person is compared with the name an administrator wrote.",
    ),
    Setting(
        "NEUGUONG_COSTLY_PER_MINUTE",
        "60",
        "How many costly pages (reports, files to take away, searches) one account may open a minute at each "
        "page process; 0 sets no limit.",
    ),
    Setting(
        "NEUGUONG_CLAMAV",
        "",
        "Where ClamAV listens, `unix:/run/clamav/clamd.ctl` or `HOST:3310`: uploads are then scanned, none "
        "is taken while it does not answer. Empty means no scanning.",
    ),
    Setting(
        "NEUGUONG_BACKUP_KEY_FILE",
        "",
        "File with the passphrase that `neuguong backup` and `restore` use; empty leaves backups open.",
    ),
    Setting(
        "NEUGUONG_STANDBY_URL",
        "",
        "A hot standby of the PostgreSQL database, written like its URL; heavy pages are then read there "
        "whenever it knows all that the reader has seen.",
    ),
    Setting(
        "NEUGUONG_SMTP_URL",
        "",
        "Server that reminders are sent through, as `smtp://USER:PASSWORD@HOST:PORT` (`smtps://` for TLS "
        "from the start, `?starttls=1` for TLS after the greeting); empty sends no mail.",
    ),
    Setting(
        "NEUGUONG_MAIL_FROM", "", "Address that reminders are sent from; needed beside the server."
    ),
    Setting(
        "NEUGUONG_S3",
        "",
        "Keep files in a bucket instead of a folder: `s3://BUCKET`, and after ? `endpoint`, `region`; the "
        "keys as the AWS libraries find them. Needs `make s3-setup`.",
    ),
    Setting("NEUGUONG_LOG_LEVEL", "INFO", "What the log tells: DEBUG, INFO, WARNING or ERROR."),
)

_DEFAULTS: Final = {setting.name: setting.default for setting in SETTINGS}


def text(name: str) -> str:
    """The value of a listed name, or its default; an unlisted name is a KeyError."""
    return os.environ.get(name, _DEFAULTS[name]).strip()


def flag(name: str) -> bool:
    """A yes or no; anything else than 1/true/yes/on and 0/false/no/off is a fault."""
    value = text(name).lower()
    if value not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in _YES


def words(name: str) -> list[str]:
    """The parts of a comma-separated list, at least one."""
    found = [part.strip() for part in text(name).split(",") if part.strip()]
    if not found:
        raise ImproperlyConfigured(f"{name} must name at least one value.")
    return found


def choice(name: str, allowed: set[str]) -> str:
    """One of the allowed words, written in capitals."""
    value = text(name).upper()
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(sorted(allowed))}.")
    return value


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks of a comma-separated list, which may be empty."""
    try:
        parts = [part.strip() for part in text(name).split(",") if part.strip()]
        return tuple(ip_network(part, strict=False) for part in parts)
    except ValueError as fault:
        raise ImproperlyConfigured(f"{name}: {fault}.") from fault


def outside_site() -> list[dict[str, Any]]:
    """The other site through which people may sign in, as django-allauth describes it; or none."""
    issuer = text("NEUGUONG_OIDC_ISSUER")
    if not issuer:
        return []
    if not issuer.startswith("https://") or not text("NEUGUONG_OIDC_CLIENT"):
        raise ImproperlyConfigured(
            "NEUGUONG_OIDC_ISSUER must begin with https://, and NEUGUONG_OIDC_CLIENT be set."
        )
    try:
        shared = folder("NEUGUONG_OIDC_SECRET_FILE").read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise ImproperlyConfigured(f"NEUGUONG_OIDC_SECRET_FILE cannot be read: {fault}.") from fault
    return [
        {
            "provider_id": "noi-cap",
            "name": text("NEUGUONG_OIDC_NAME"),
            "client_id": text("NEUGUONG_OIDC_CLIENT"),
            "secret": shared,
            "settings": {"server_url": issuer},
        }
    ]


def number(name: str) -> int:
    """A whole number that is not negative."""
    value = text(name)
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def folder(name: str) -> Path:
    """An absolute folder; a relative one starts at the project. It need not exist yet."""
    return ROOT / Path(text(name)).expanduser()


def file(name: str) -> Path | None:
    """An absolute file; a relative one starts at the project; None when the name is empty."""
    return folder(name) if text(name) else None


def existing_folder(name: str) -> Path | None:
    """Like `folder`, but it must exist; None when the name is empty."""
    if not text(name):
        return None
    found = folder(name)
    if not found.is_dir():
        raise ImproperlyConfigured(f"{name} names {found}, which is not a folder.")
    return found


def secret(name: str) -> str:
    """The content of a secret file, which is made with mode 600 when it is not there."""
    path = folder(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    value = path.read_text(encoding="utf-8").strip()
    if len(value) < 32:
        raise ImproperlyConfigured(f"The secret in {path} must have at least 32 characters.")
    return value


def database(name: str) -> dict[str, Any]:
    """Django's description of the database that a URL names."""
    parts = urlsplit(text(name))
    if parts.scheme == "sqlite":
        return _sqlite(name, unquote(parts.path))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(name, dict(parse_qsl(parts.query)))
    raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgres://.")


def databases(main: str, standby: str) -> dict[str, dict[str, Any]]:
    """The database, and its hot standby where there is one; only PostgreSQL has standbys."""
    found = {"default": database(main)}
    if text(standby):
        found["standby"] = database(standby)
        if {each["ENGINE"] for each in found.values()} != {_POSTGRESQL}:
            raise ImproperlyConfigured(f"{standby} needs PostgreSQL on both sides.")
    return found


def storage(name: str, root: Path) -> dict[str, Any]:
    """Django's description of where stored files lie: a folder, or a bucket that `name` gives."""
    if not text(name):
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": root, "file_permissions_mode": 0o640},
        }
    parts = urlsplit(text(name))
    query = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.netloc or set(query) - {"endpoint", "region"}:
        raise ImproperlyConfigured(
            f"{name} must be written s3://BUCKET, after ? only endpoint and region."
        )
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            f"{name} is set, but django-storages and boto3 are not installed: run `make s3-setup`."
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "endpoint_url": query.get("endpoint"),
            "region_name": query.get("region"),
            "default_acl": None,
            "file_overwrite": True,
            "signature_version": "s3v4",
            "addressing_style": "path",
        },
    }


def mail(name: str, sender: str) -> dict[str, Any]:
    """Django's settings for sending mail; an empty host sends none."""
    if not text(name):
        return {"EMAIL_HOST": ""}
    parts = urlsplit(text(name))
    query = dict(parse_qsl(parts.query))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or set(query) - {"starttls"}:
        raise ImproperlyConfigured(
            f"{name} must be written smtp://HOST:PORT or smtps://HOST:PORT, after ? only starttls=1."
        )
    if "@" not in text(sender):
        raise ImproperlyConfigured(f"{sender} must be an address, since {name} is set.")
    is_sealed = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if is_sealed else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_sealed,
        "EMAIL_USE_TLS": query.get("starttls") == "1",
        "EMAIL_TIMEOUT": 30,
        "DEFAULT_FROM_EMAIL": text(sender),
    }


def _sqlite(name: str, path: str) -> dict[str, Any]:
    if len(path) < 2:
        raise ImproperlyConfigured(f"{name} must name a file, as in sqlite:///var/data.sqlite3.")
    file = ROOT / path[1:]
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": _SQLITE,
        "NAME": str(file),
        "OPTIONS": {
            # One writer at a time from the first statement on: no lock upgrade in mid-act.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=FULL;"
                "PRAGMA busy_timeout=20000;"
                "PRAGMA foreign_keys=ON;"
                # INSERT OR REPLACE takes the old row away through its delete trigger (rollup).
                "PRAGMA recursive_triggers=ON;"
                "PRAGMA cache_size=-64000;"
            ),
        },
    }


def _postgresql(name: str, query: Mapping[str, str]) -> dict[str, Any]:
    parts = urlsplit(text(name))
    unknown = set(query) - _POSTGRES_OPTIONS - {"host"}
    if len(parts.path) < 2 or unknown:
        raise ImproperlyConfigured(
            f"{name} must name a database, and after ? only host, "
            f"{', '.join(sorted(_POSTGRES_OPTIONS))}."
        )
    return {
        "ENGINE": _POSTGRESQL,
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # Compiling a statement takes longer than answering it: pages ask short questions.
            "options": "-c jit=off",
            **{key: value for key, value in query.items() if key != "host"},
        },
    }
