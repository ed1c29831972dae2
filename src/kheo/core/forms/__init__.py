"""Forms as data: one schema of fields, tables, formulas and rules serves registration, rubrics and reports.

A schema is published in versions that never change; a record keeps the version that it was filled on. It gives Django
forms for pages and one `check` for whatever comes from anywhere.
"""

from kheo.core.forms.checking import check
from kheo.core.forms.models import FormVersion
from kheo.core.forms.pages import form_class
from kheo.core.forms.schema import Item, Rule, Schema, read_schema
from kheo.core.forms.versions import publish

__all__ = ["FormVersion", "Item", "Rule", "Schema", "check", "form_class", "publish", "read_schema"]
