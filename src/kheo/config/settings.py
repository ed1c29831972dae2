"""Django's settings. Every value that differs between installations comes from the environment or the home folder.

KHEO_HOME           the folder of the installation (database, files, secret key)
KHEO_DATABASE_URL   postgresql://… ; without it SQLite in the home folder
KHEO_KEYS           the folder of the key store; keep it out of the backups of the database
KHEO_FILES          the folder of the files that were sent in; hosts that share an installation share it
KHEO_SECRET_KEY     for hosts that share one installation
KHEO_HOSTS          names under which the pages are served, separated by commas
KHEO_BACKUPS        the folder of the backups, so that `kheo doctor` sees when they stop
KHEO_HTTPS          1 where browsers reach the pages by https
KHEO_ADDRESS        how browsers reach the pages, for links in mail, such as https://kheo.example.vn
KHEO_MAIL_URL       smtp://user:password@host:port or smtps://… ; without it nothing is sent by e-mail
KHEO_MAIL_FROM      the sender, such as Khéo <kheo@example.vn>
KHEO_MAIL_RATE      letters a minute that all senders send together; 0 for as many as go
KHEO_ANCHORS_TO     addresses that the head of the journal is sent to each day, separated by commas
KHEO_DAYS_OFF       a file of days off, on which mail waits, in place of kheo/core/notices/days_off.toml
KHEO_PROXIES        how many proxies of yours a request passes, each adding to X-Forwarded-For; 0 by default
KHEO_PARTS          1 shows the page of all parts at /parts/
"""

from __future__ import annotations

import os
from pathlib import Path

from kheo.config.database import database
from kheo.config.home import home_folder, secret_key
from kheo.config.mail import mail

HOME = home_folder()
SECRET_KEY = secret_key(HOME)
KHEO_KEYS = Path(os.environ.get("KHEO_KEYS") or HOME / "keys")
KHEO_FILES = Path(os.environ.get("KHEO_FILES") or HOME / "files")

DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("KHEO_HOSTS", "localhost,127.0.0.1").split(",") if host]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "kheo.core",
    "kheo.pages",
    "kheo.site",
    "kheo.organisations",
]
AUTH_USER_MODEL = "organisations.Account"
DATABASES = {"default": database(os.environ.get("KHEO_DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

KHEO_ANCESTRY = "organisations.Ancestry"
"""The model that keeps who stands under whom, as `app.Model`."""
KHEO_ACTOR = "kheo.organisations.actor.of_account"
"""What makes an actor of a signed-in account: the path of a function (account, at) → Actor."""
KHEO_NAMES = "kheo.organisations.queries.people.names_of_keys"
"""What names the keys of persons: the path of a function (keys) → {key: name}."""
KHEO_RECIPIENTS = "kheo.organisations.recipients.recipient"
"""What finds a person at the moment of sending: the path of a function (key) → Recipient."""
KHEO_PARTS = os.environ.get("KHEO_PARTS") == "1"

ROOT_URLCONF = "kheo.config.urls"
MIDDLEWARE = [
    "kheo.pages.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kheo.pages.middleware.words",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kheo.pages.middleware.acting",
    "kheo.organisations.signing.middleware.keeping",
    "kheo.pages.middleware.Refusing",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["kheo.pages.tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kheo.pages.looks.frame",
            ],
        },
    }
]

LANGUAGE_CODE = "vi"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".woff2": "font/woff2"}

UPLOAD_LIMIT = 25 << 20
"""Bytes of one request. What was sent waits in memory, never on the disk: it may prove to be secret."""
FILE_UPLOAD_HANDLERS = ["kheo.core.files.uploads.Memory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 << 20
"""Of what is typed."""

LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

KHEO_BACKUPS = os.environ.get("KHEO_BACKUPS", "")
KHEO_PROXIES = int(os.environ.get("KHEO_PROXIES", "0"))
KHEO_HTTPS = os.environ.get("KHEO_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = KHEO_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if KHEO_HTTPS else 0
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"] if KHEO_HTTPS else []
KHEO_ADDRESS = os.environ.get("KHEO_ADDRESS", "").rstrip("/") or f"http{'s' * KHEO_HTTPS}://{[*ALLOWED_HOSTS, ''][0]}"
SESSION_ENGINE = "kheo.organisations.signing.store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "kheo_session", "kheo_form"
CSRF_FAILURE_VIEW = "kheo.pages.views.forged"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

KHEO_MAIL = bool(os.environ.get("KHEO_MAIL_URL"))
"""Whether mail goes out at all."""
if KHEO_MAIL:
    globals().update(mail(os.environ["KHEO_MAIL_URL"]))
DEFAULT_FROM_EMAIL = os.environ.get("KHEO_MAIL_FROM", "kheo@localhost")
KHEO_MAIL_RATE = float(os.environ.get("KHEO_MAIL_RATE") or 60)
KHEO_ANCHORS_TO = [one.strip() for one in os.environ.get("KHEO_ANCHORS_TO", "").split(",") if one.strip()]
KHEO_DAYS_OFF = os.environ.get("KHEO_DAYS_OFF", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # Faults of ours go to the log of the server; addresses that lead nowhere do not, since they may hold anything.
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "kheo": {"handlers": ["console"], "level": "INFO"},
    },
}
