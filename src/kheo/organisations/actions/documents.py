"""The documents of a unit (văn bản căn cứ): on which its founding, its name, a merger or a split rests."""

from __future__ import annotations

from kheo.core.files.uses import PAPERS, files_of
from kheo.organisations.models import Unit
from kheo.organisations.policies import may_manage_unit

DOCUMENTS = files_of(Unit, may=may_manage_unit, unit="pk", page="organisations:unit", kinds=PAPERS)
