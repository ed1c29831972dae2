"""The platform for a web server: `kheo.config.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.config.settings")
application = get_wsgi_application()
