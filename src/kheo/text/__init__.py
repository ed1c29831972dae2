"""Vietnamese text: normal forms, tone placement, folding, order, legacy encodings, numerals, dates."""
