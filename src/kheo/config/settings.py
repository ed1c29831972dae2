"""Django's settings. Every value that differs between installations comes from the environment or the home folder.

KHEO_HOME           the folder of the installation (database, files, secret key)
KHEO_DATABASE_URL   postgresql://… ; without it SQLite in the home folder
KHEO_KEYS           the folder of the key store; keep it out of the backups of the database
KHEO_SECRET_KEY     for hosts that share one installation
KHEO_HOSTS          names under which the pages are served, separated by commas
"""

from __future__ import annotations

import os
from pathlib import Path

from kheo.config.database import database
from kheo.config.home import home_folder, secret_key

HOME = home_folder()
SECRET_KEY = secret_key(HOME)
KHEO_KEYS = Path(os.environ.get("KHEO_KEYS") or HOME / "keys")

DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("KHEO_HOSTS", "localhost,127.0.0.1").split(",") if host]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "kheo.core",
    "kheo.organisations",
]
AUTH_USER_MODEL = "organisations.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
DATABASES = {"default": database(os.environ.get("KHEO_DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

KHEO_ANCESTRY = "organisations.Ancestry"
"""The model that keeps who stands under whom, as `app.Model`."""

LANGUAGE_CODE = "vi"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
