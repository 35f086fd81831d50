"""That a figure which a plan promises is another, or the baseline from which it is told.

In: an edit. Out: its `Change`: softened or raised, and from what to what.
"""

from playbook.diff.change import GRAVE, NOTABLE, Change
from playbook.diff.edit import Edit
from playbook.diff.figures import find_base, judge_figure
from playbook.diff.reasons import find_approval
from playbook.diff.say_values import say_change
from playbook.diff.speech import Speech

FIGURES = {
    ("targets", "target.value"): "{}",
    ("targets", "limit"): "the limit of {}",
    ("milestones", "target"): "the value of {}",
    ("stages", "keep"): "what {} must keep",
}


def say_figure(speech: Speech, edit: Edit) -> Change:
    """Say that a figure which the plan promises is another."""
    item = edit.items[-1]
    metric, what = item.now.metric, FIGURES[item.key, edit.key].format(speech.label(edit))
    if edit.before is None or edit.after is None:
        value = edit.before if edit.after is None else edit.after
        said = speech.names.say(metric, value)
        if edit.before is None:
            return speech.make(edit, "target-raised", f"{what} was set to {said}")
        return speech.make(edit, "target-softened", f"{what} was taken out; it was {said}", GRAVE)
    judged = judge_figure(edit, speech.old.plan, speech.names.before)
    then, now = (speech.names.say(metric, each) for each in (edit.before, edit.after))
    words = f"{what} was {judged or 'changed'} from {then} to {now}"
    base = find_base(speech.old.plan, metric)
    if judged and base is not None and item.key == "targets":
        words += f" (baseline {speech.names.say(metric, base)})"
    if item.key == "targets":
        words += _tell_approval(speech, edit, is_needed=judged == "softened")
    weight = GRAVE if judged == "softened" else NOTABLE
    return speech.make(edit, f"target-{judged or 'changed'}", words, weight)


def say_baseline(speech: Speech, edit: Edit) -> Change:
    """Say that a baseline was rewritten, or only where it comes from."""
    key, metric = edit.key.partition(".")[2], edit.items[-1].now.metric
    what = f"the baseline of {speech.names.title('metric', metric)}"
    if key != "value":
        return speech.make(edit, "value-changed", f"the {key} of {say_change(speech, edit, what)}", NOTABLE)
    then, now = (
        "nothing" if each is None else speech.names.say(metric, each) for each in (edit.before, edit.after)
    )
    if edit.before is None:
        return speech.make(edit, "value-changed", f"{what} was set to {now}")
    words = f"{what} was rewritten from {then} to {now}" + _tell_approval(speech, edit, is_needed=True)
    return speech.make(edit, "baseline-changed", words, GRAVE)


def _tell_approval(speech: Speech, edit: Edit, *, is_needed: bool) -> str:
    """Say who approved a changed figure, and that nobody did where somebody should have."""
    approval = find_approval(edit, speech.old.plan, speech.new.plan)
    if approval:
        return f"; {speech.approve(approval.by, approval.reason)}"
    return "; no approval is written" if is_needed else ""
