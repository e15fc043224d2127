"""Problems as the window says them: what to do next, what is wrong, and where in the form."""

from __future__ import annotations

from ui.edit import State
from ui.language import tr
from ui.problem import Problem


def what_is_wrong(state: State) -> str:
    """Why the schedule below is not that of the form; "" where it is, or where none ever was."""
    if state.worked_out and not state.current:
        waits = tr("The schedule stands; printing and approval wait for it.")
        return f"{_said(state.problems[0], state)} {waits}"
    if state.current or state.plan is None:
        wrong = [problem for problem in state.problems if not problem.missing]
        return _said(wrong[0], state) if wrong else ""
    problem = next((p for p in state.problems if not p.missing), state.problems[0])
    return tr("Below is the last schedule that could be worked out.") + " " + _said(problem, state)


def next_to_do(state: State) -> str:
    """What an empty window says: the next thing to do."""
    missing = [problem.field for problem in state.problems if problem.missing]
    wrong = [problem for problem in state.problems if not problem.missing]
    if wrong:
        return _said(wrong[0], state)
    if any(field.startswith("regimen") for field in missing):
        return tr("Type what the patient takes now: the milligrams at each time of the day.")
    if any(field.startswith("taper") for field in missing):
        return _way_down(missing)
    if "start" in missing:
        return tr("Then say when it starts, like next monday.")
    return tr("Fill in what is marked.")


def _way_down(missing: list[str]) -> str:
    """What is missing of the taper, as its method has it."""
    if any(field.startswith("taper.steps") for field in missing):
        return tr("Then write the steps out: the doses of each, and how long they are taken.")
    often = any(field.endswith(".every") for field in missing)
    if "taper.by" in missing:
        if often:
            return tr("Then say by which day it is to be finished, and how often the dose changes.")
        return tr("Then say by which day it is to be finished, like 31 march.")
    if all(field.endswith(".every") for field in missing if field.startswith("taper")):
        return tr("Then say how often the dose changes.")
    return tr("Then say how the dose comes down: by how much, and how often.")


def place_in_words(field: str, state: State) -> str:
    """Where in the form a field of the plan is: "Afternoon", "Start"."""
    draft = state.draft
    if field.startswith("regimen["):
        name = draft.regimen[int(field[8 : field.index("]")])].name.strip()
        return name or tr("Dose time")
    parts = {
        "regimen": tr("Now taking"),
        "start": tr("Start"),
        "hold_days": tr("Days held"),
        "taper.target_mg": tr("Down to"),
        "taper.by": tr("Finished by"),
        "taper.lowest_mg": tr("Lowest before none"),
        "taper": tr("Reduce"),
        "products": tr("Tablets"),
        "country": tr("Country"),
        "patient.birth_date": tr("Birth date"),
        "patient.taken_months": tr("Months taken"),
        "patient.spasm_limit": tr("Spasms above which to call"),
        "patient": tr("Patient"),
        "dates.pauses": tr("Pauses"),
        "dates": tr("Days of changes"),
        "reviews": tr("Reviews"),
        "review_every": tr("Reviews"),
        "at_home": tr("At home"),
        "fill_days": tr("Fills"),
        "reserve_days": tr("Reserve"),
        "revisions": tr("Changes on the way"),
        "sharing": tr("Sharing"),
    }
    return next((words for start, words in parts.items() if field.startswith(start)), "")


def sentence(text: str) -> str:
    """The words of an error as a sentence of their own."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _said(problem: Problem, state: State) -> str:
    place = place_in_words(problem.field, state)
    return f"{place}: {problem.message}." if place else sentence(problem.message)
