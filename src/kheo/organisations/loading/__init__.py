"""Vietnam's administrative units and their bodies, before and after 1 July 2025.

source.py   the data of the package `vietnamadminunits` → localities with their past and successors
bodies.py   the template → the bodies of a locality
plan.py     localities and bodies → units with spells, placements and successions, as values
store.py    such values → records, one deed for each province
words.py    the vocabulary
"""
