"""Numbers without gaps and quotas: one row for each (issuer, series, period), locked by whoever draws from it."""

from kheo.core.counters.drawing import Series, drawn, next_number, take

__all__ = ["Series", "drawn", "next_number", "take"]
