"""Every sentence this library says to a person, by code: English here, Vietnamese in the catalogue."""

from __future__ import annotations

from kheo.i18n import gettext as _
from kheo.i18n import language, mark

SENTENCES = {
    "column-dossier": mark("dossier"),
    "column-assessor": mark("assessor"),
    "column-score": mark("score"),
    "column-maximum": mark("maximum"),
    "column-at": mark("at"),
    "column-field": mark("field"),
    "no-scores": mark("There are no scores. Enter at least one row with dossier, assessor and score."),
    "no-dossier": mark("Row {row}: no dossier. Name it, or delete the row."),
    "no-assessor": mark("Row {row}: dossier “{dossier}” has no assessor. Name one, or delete the row."),
    "score-missing": mark(
        "Row {row}: dossier “{dossier}” has no score. Enter it, or delete the row if nobody scored the dossier."
    ),
    "not-a-number": mark("Row {row}, column {column}: “{value}” is not a number. Write it like 87.5 or 87,5."),
    "not-a-time": mark("Row {row}: “{value}” is not a time. Write it like 2026-06-30T08:15 or 30/06/2026 08:15."),
    "bad-maximum": mark("Row {row}: a maximum of {value} makes no sense. It must be above 0."),
    "outside-maximum": mark(
        "Row {row}: the score {value} lies outside 0 to the maximum {maximum}. Mend the score or the maximum."
    ),
    "maximum-missing": mark(
        "Row {row}: dossier “{dossier}” has no maximum while other rows have one. Give it in every row."
    ),
    "duplicate": mark(
        "Row {row}: assessor “{assessor}” already scored dossier “{dossier}” in row {first}. Keep one of them."
    ),
    "two-fields": mark("Row {row}: dossier “{dossier}” stands in two fields, “{one}” and “{other}”. Keep one."),
    "heading-missing": mark("Column “{column}” is missing. Found: {found}. Needed: dossier, assessor, score."),
    "heading-twice": mark("Two columns mean “{column}”. Keep one."),
    "key-missing": mark("Entry {row}: “{column}” is missing. Each entry needs dossier, assessor and score."),
    "too-large": mark("The file is larger than {megabytes} MB. Split it by round."),
    "encoding": mark("The file is not UTF-8. Save it as CSV UTF-8."),
    "not-a-workbook": mark("The workbook cannot be opened. Save it as .xlsx again."),
    "not-json": mark("This is not the JSON needed: a list of objects with dossier, assessor and score."),
    "file": mark("Cannot read {path}: {why}."),
    "no-file": mark("There is no file {path}."),
    "no-right": mark("{path} cannot be opened; check the right to read or write it."),
    "one-assessor": mark(
        "There is one assessor only ({assessor}), so strictness cannot be told. At least two must share dossiers."
    ),
    "one-dossier": mark("There is one dossier only ({dossier}): nothing to rank."),
    "constant": mark("All scores are {value}, so no dossier can be told from another. Check what was entered."),
    "only-alike": mark(
        "Dossier “{dossier}” was scored only by assessors who gave everything the same score, so it "
        "cannot be compared. It needs another assessor."
    ),
    "pieces": mark(
        "The council falls into {pieces} groups that share no dossier, so their strictness cannot be "
        "compared; ranked by the plain mean. {mend}"
    ),
    "weak-ties": mark(
        "The panels share too few dossiers (ties {ties}, needed {enough}), so calibrating could do more "
        "harm than the plain mean; ranked by the mean. {mend}"
    ),
    "too-few": mark("{scores} scores are too few to tell strictness from quality. At least {more} more are needed."),
    "mend": mark(
        "To mend it: have {count} dossiers scored across (say, {assessor} also scores {dossier}), or let "
        "everybody score the same {anchors} dossiers."
    ),
    "mend-anchors": mark("To mend it: let everybody score the same {anchors} dossiers."),
    "why-mean": mark("“{dossier}” stands at {place} by its plain mean of {mean} from {scores} scores."),
    "why-calibrated": mark(
        "“{dossier}” stands at {place}: estimated {estimate}, from {low} to {high} with {percent}%, plain "
        "mean {mean} (place {mean_place})."
    ),
    "why-lenient": mark(
        "Its assessors are {shift} points more lenient than the council, so the estimate lies below the plain mean."
    ),
    "why-strict": mark(
        "Its assessors are {shift} points stricter than the council, so the estimate lies above the plain mean."
    ),
    "why-swap": mark("It could swap with {count} dossiers, from place {best} to {worst}."),
    "why-tie": mark("Equal with “{other}” to six decimals; the order follows the declared rule: {rule}."),
    "rule-scores": mark("more scores go first"),
    "rule-name": mark("by name, which says nothing about merit"),
    "alike": mark("{assessors} gave all {scores} dossiers one and the same score, which tells none of them apart."),
    "far-off": mark(
        "{assessors} scored {points} points away from the council ({deviations} standard deviations), "
        "over {scores} dossiers."
    ),
    "reciprocal": mark(
        "{assessors} scored each other's dossiers {points} points above what was expected ({deviations} "
        "standard errors)."
    ),
    "hasty": mark(
        "{assessors} entered {scores} scores, at a median of {seconds} seconds each; others took {usual} seconds."
    ),
    "head-place": mark("rank"),
    "head-dossier": mark("dossier"),
    "head-estimate": mark("estimate"),
    "head-interval": mark("interval of {percent}%"),
    "head-expected": mark("expected rank"),
    "head-top": mark("chance in top {top}"),
    "head-mean": mark("mean"),
    "head-mean-place": mark("place by mean"),
    "head-assessor": mark("assessor"),
    "head-shift": mark("shift"),
    "head-scale": mark("scale"),
    "head-scores": mark("scores"),
    "title-plot": mark("Estimate of each dossier with its interval of {percent}%"),
    "title-plot-mean": mark("Plain mean of each dossier"),
    "legend-estimate": mark("estimate with its interval"),
    "legend-mean": mark("plain mean"),
    "legend-top": mark("end of the first {top} places"),
    "alt-plot-mean": mark("One line a dossier: the dot is its plain mean; the same figures stand in the table."),
    "title-facts": mark("Facts that deserve a look (not a verdict)"),
    "method-calibrated": mark(
        "Method: calibrated for each assessor's strictness and spread; adding points to all scores of "
        "one assessor moves no place."
    ),
    "method-additive": mark("Method: calibrated for each assessor's strictness."),
    "method-pooled": mark(
        "Method: the design is too thin to estimate each assessor's strictness freely, so the offsets "
        "are drawn towards each other as far as the scores say; adding points to all scores of one "
        "assessor may move some places."
    ),
    "method-mean": mark("Method: the plain mean."),
    "ties": mark("Ties of the council: {ties} (needed {enough})."),
    "alt-plot": mark(
        "One line a dossier: the dot is the estimate, the bar its interval, the ring the plain mean; "
        "the same figures stand in the table."
    ),
    "column-owner": mark("owner"),
    "lift-most": mark(
        "{short} seats stay empty because of the limit of dossiers for each assessor; raise it to {most}."
    ),
    "lift-bridges": mark(
        "{short} seats stay empty because nobody from another panel can take {dossiers}; give up the "
        "bridges or add assessors."
    ),
    "lift-panels": mark(
        "{short} seats stay empty because {dossiers} must stay within their panel; let others assess them too."
    ),
    "lift-needs": mark(
        "{short} seats stay empty because too few have the skill that {dossiers} need; drop that need or "
        "add an assessor who has it."
    ),
    "lift-seats": mark(
        "{short} seats stay empty: {dossiers} have too few assessors free of conflict; add assessors or "
        "lower the seats of these dossiers."
    ),
    "pair-best": mark("{assessor} assesses {dossier} as the best fit of the {candidates} who may."),
    "pair-next": mark(
        "{assessor} assesses {dossier} as the fit number {rank} of the {candidates} who may; better ones "
        "were needed elsewhere ({others})."
    ),
    "and-more": mark("{names} and {count} more"),
    "not-a-table": mark("The table cannot be read. Save it as CSV UTF-8, one score a row."),
    "unknown-dossier": mark("There is no dossier “{dossier}”. Similar names: {near}."),
    "unknown-dossier-alone": mark("There is no dossier “{dossier}”. Write its name as in the table."),
}


def say(code: str, **data: object) -> str:
    """The sentence for a code in the current language. Raises `KeyError` for an unknown code or missing data."""
    return _(SENTENCES[code]).format(**{name: _shown(name, value) for name, value in data.items()})


def _shown(name: str, value: object) -> str:
    if name == "column":
        return _(SENTENCES[f"column-{value}"])
    if isinstance(value, float):
        return number(value)
    return str(value)


def number(value: float, decimals: int = 2) -> str:
    """At most two decimals by default, with a decimal comma in Vietnamese; ∞ for what has no bound."""
    if value == float("inf"):
        return "∞"
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if language() == "vi" else text


def fixed(value: float | None, decimals: int = 1) -> str:
    """A figure of a table, always with as many decimals; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{round(value, decimals) + 0.0:.{decimals}f}"
    return text.replace(".", ",") if language() == "vi" else text
