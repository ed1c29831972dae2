"""Vietnam's administrative units and their bodies, before and after 1 July 2025.

source.py   the data of the package `vietnamadminunits` → localities with their past and successors
mending.py  what that data confuses, set right
plan.py     localities and the template → units with spells, placements and successions, as values
store.py    such values → records, one deed for each province
words.py    the vocabulary
"""
