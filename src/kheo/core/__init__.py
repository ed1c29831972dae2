"""The floor of the outer ring: one way to write, to see and to journal. One subpackage a mechanism.

    actions/      whoever writes does it through an action; a deed is one run of it
    journal/      what every deed changed, sealed so that a changed past is found
    lifecycle/    states and moves as one table
    access/       who may see and do what, with the reason
    events/       what follows from a deed in other areas
    counters/     numbers without gaps, quotas
    jobs/         work in the background
    search/       records found by their words
    notices/      telling people, in the app and by e-mail
    secrets/      values that can be erased, in backups too
    expressions/  conditions and formulas in Vietnamese words
    forms/        forms as data
    files/        the one door for bytes that someone sends

A person is known here only as an `Actor` with a `Reach`; organisations fills in both.
"""
