"""Settings for the machine, one file for all environments; policy is rows (`programme`)."""

from typing import Any

import django_stubs_ext

from neuguong.config import env

django_stubs_ext.monkeypatch()  # a field may be written with its types: CharField[str, str]

BASE_DIR = env.ROOT
DEBUG = env.flag("NEUGUONG_DEBUG")
SECRET_FILE = env.folder("NEUGUONG_SECRET_FILE")
SECRET_KEY = env.secret("NEUGUONG_SECRET_FILE")
KEYS_FILE = env.folder("NEUGUONG_KEYS_FILE")
ALLOWED_HOSTS = env.words("NEUGUONG_HOSTS")
_HTTPS = env.flag("NEUGUONG_HTTPS")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "neuguong.ui",
    "neuguong.audit",
    "neuguong.jobs",
    "neuguong.files",
    "neuguong.shield",
    "neuguong.org",
    "neuguong.people",
    "neuguong.programme",
    "neuguong.rollup",
    "neuguong.deeds",
    "neuguong.indicators",
    "neuguong.plans",
    "neuguong.study",
    "neuguong.ceremonies",
    "neuguong.meetings",
    "neuguong.honours",
    "neuguong.inspections",
    "neuguong.duties",
    "neuguong.attendance",
    "neuguong.evaluations",
    "neuguong.reorganisations",
    "neuguong.privacy",
    "neuguong.home",
    "neuguong.documents",
    "neuguong.reports",
    "neuguong.exchange",
    "neuguong.accounts",
    "neuguong.ops",
    # after the rooms, so that our templates stand before theirs
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "neuguong.config.headers.address_behind_proxies",
    "django.middleware.security.SecurityMiddleware",
    "neuguong.config.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "neuguong.people.access.ActorMiddleware",
    "neuguong.accounts.gate.GateMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "neuguong.ui.middleware.RefusalMiddleware",
    "neuguong.shield.middleware.PaceMiddleware",
    "neuguong.shield.middleware.SecrecyMiddleware",
    "neuguong.shield.middleware.StandbyMiddleware",
]

ROOT_URLCONF = "neuguong.config.urls"
WSGI_APPLICATION = "neuguong.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "neuguong.ui.context.frame",
            ],
        },
    }
]

# Data
DATABASES = env.databases("NEUGUONG_DATABASE_URL", "NEUGUONG_STANDBY_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES_ROOT = env.folder("NEUGUONG_FILES")
FONTS_ROOT = env.existing_folder("NEUGUONG_FONTS")
STORAGES = {
    "default": env.storage("NEUGUONG_S3", FILES_ROOT),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
globals().update(env.mail("NEUGUONG_SMTP_URL", "NEUGUONG_MAIL_FROM"))
CLAMAV = env.text("NEUGUONG_CLAMAV")
BACKUP_KEY_FILE = env.file("NEUGUONG_BACKUP_KEY_FILE")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Pages served beside the code
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("NEUGUONG_STATIC")
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Words, numbers and days
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# Who signs in
AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = [
    # The first hashes; a password kept by another is hashed anew when its owner signs in.
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
TRUSTED_PROXIES = env.networks("NEUGUONG_PROXIES")
NEUGUONG_SECOND_FACTOR = env.choice("NEUGUONG_SECOND_FACTOR", {"REQUIRED", "OFFERED"})
NEUGUONG_OIDC_NAME = env.text("NEUGUONG_OIDC_NAME") if env.text("NEUGUONG_OIDC_ISSUER") else ""
NEUGUONG_OIDC_CLAIM = env.text("NEUGUONG_OIDC_CLAIM")

# django-allauth: no signing up, no mail; waits are the door's own (accounts.actions.tries)
ACCOUNT_ADAPTER = "neuguong.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {"reauthenticate": "neuguong.accounts.forms.AgainForm"}
MFA_ADAPTER = "neuguong.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "neuguong.accounts.forms.CodeForm",
    "reauthenticate": "neuguong.accounts.forms.CodeAgainForm",
    "activate_totp": "neuguong.accounts.forms.SetUpForm",
    "add_webauthn": "neuguong.accounts.forms.PasskeyForm",
    "login_webauthn": "neuguong.accounts.forms.PasskeyAtDoorForm",
    "authenticate_webauthn": "neuguong.accounts.forms.PasskeySecondForm",
    "reauthenticate_webauthn": "neuguong.accounts.forms.PasskeyAgainForm",
    "edit_webauthn": "neuguong.accounts.forms.PasskeyNameForm",
}
SOCIALACCOUNT_ADAPTER = "neuguong.accounts.adapter.OutsideAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another host would break the policy below
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": env.outside_site(), "OAUTH_PKCE_ENABLED": True}
}

# What a browser is told
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = {
    **dict.fromkeys(
        ("accelerometer", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid",
         "magnetometer", "microphone", "midi", "payment", "serial", "usb"), "()",
    ),
    "publickey-credentials-create": "(self)",
    "publickey-credentials-get": "(self)",
}  # fmt: skip
CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "report-uri": "/bao-cao-csp/",
    "report-to": "csp",
}

# Lists that rooms reach by name, the way Django reaches ROOT_URLCONF
NEUGUONG_MEASURES = "neuguong.config.measures"
NEUGUONG_MENU = "neuguong.config.menu.MENU"
NEUGUONG_JOBS = "neuguong.config.jobs.JOBS"
NEUGUONG_HANDLERS = "neuguong.config.handlers"
NEUGUONG_COSTLY = "neuguong.config.headers.COSTLY"
NEUGUONG_ON_STANDBY = "neuguong.config.headers.ON_STANDBY"
COSTLY_PER_MINUTE = env.number("NEUGUONG_COSTLY_PER_MINUTE")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("NEUGUONG_LOG_LEVEL", {"DEBUG", "INFO", "WARNING", "ERROR"}),
    },
}
