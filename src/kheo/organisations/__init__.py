"""Units and their places through time, the people who act for them, and what each may see and do.

models/      vocabulary (kinds, levels, blocks, trees, roles), units, people, grants, accounts
ancestry.py  who stands under whom, derived from the placements
actor.py     a person as the floor knows one: a key, a reach, grants; recipients.py  as mail does
notices.py   what people are told of mandates, hand-overs and access
rollup.py    figures by the boundaries of then or of now
"""
