"""A key's type -> the field of a form.

In: a type of the schema, what may be chosen. Out: Decap's description of a field, plain data. No list of keys
stands here but for what no type can say: which texts are long, and what a closed item of a list shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from playbook.cms.guide import find_meaning
from playbook.cms.options import Options
from playbook.schema import initiative as plan
from playbook.schema.moved import Rebaseline, Slip
from playbook.schema.record import get_record, list_keys
from playbook.schema.scalar import Refers, Scalar, Word
from playbook.schema.shape import STEP_KEYS, MethodStage

Field = dict[str, Any]

NUMBER = ["^-?[0-9]+([.][0-9]+)?$", "write digits only, with a point before the decimals: 45 or 11.4"]
"""A number is typed as a text: what stands in the file is what was typed, to the last nought."""

LONG = frozenset(
    "summary note reason answer way-back definition acceptance ask message finding".split()  # noqa: SIM905
)
"""Texts that often need more than a line."""

SUMMARIES: Mapping[type, str] = {
    plan.Target: "{{fields.metric}}",
    plan.Review: "{{fields.due}}  {{fields.by}}  {{fields.verdict}}",
    plan.Action: "{{fields.what}}",
    plan.Diagnosis: "{{fields.finding}}",
    plan.Member: "{{fields.person}}: {{fields.ask}}",
    plan.Message: "{{fields.message}}",
    plan.Anchor: "{{fields.what}}",
    plan.Milestone: "{{fields.due}}  {{fields.title}}",
    plan.Risk: "{{fields.risk}}",
    plan.Update: "{{fields.date}}  {{fields.health}}",
    Slip: "{{fields.item}}: {{fields.from}} to {{fields.to}}",
    Rebaseline: "{{fields.item}}: {{fields.from}} to {{fields.to}}",
    plan.Waiver: "{{fields.rule}}  {{fields.item}}",
}
"""What a closed item of a list shows."""

BEGUN = {"status": "draft"}
"""What a new page has: a plan that says nothing of its status would claim to be committed."""

COMMAS = "Several: with a comma between them."
"""How a list of words is typed."""

SINGULARS = {"communication": "message", "diagnosis": "diagnosis", "rebaselined": "changed figure"}
OWN_TYPES: Mapping[str, Field] = {
    "text": {"widget": "string"},
    "number": {"widget": "string", "pattern": NUMBER},
    "day": {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False},
    "flag": {"widget": "boolean"},
}
"""The fields of scalars, by the types that a company's own keys may have."""


def name_label(key: str) -> str:
    """Write a key as a label: go-live -> Go-live, way-back -> Way back."""
    words = key if key == "go-live" else key.replace("-", " ")
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Widgets:
    """Makes fields for one site."""

    options: Options

    def list_fields(
        self, record: type, *, step: str = "", required: frozenset[str] = frozenset()
    ) -> list[Field]:
        """Make the fields of a record, in the order of the schema, an item's id last; of a stage those of its
        step."""
        fields = [
            self.make(record, key, hint, is_required=key in required)
            for key, hint in list_keys(record).items()
            if not step or STEP_KEYS.get(key, step) == step
        ]
        return sorted(fields, key=lambda each: each["name"] == "id")

    def make(self, record: type, key: str, hint: Any, *, is_required: bool = False) -> Field:
        """Make the field of a record's key."""
        meaning = find_meaning(record, key)
        head = {"name": key, "label": name_label(key), "required": is_required}
        made = {**head, **self._shape(key, hint)}
        is_plain = made["widget"] == "list" and "fields" not in made
        told = f"{meaning.hint} {COMMAS}" if is_plain else meaning.hint
        return made | {"hint": told} if told else made

    def _shape(self, key: str, hint: Any) -> Field:
        """Say which widget a type is edited by, and how."""
        bare = get_record(hint)
        if get_origin(bare) is dict:
            return self._shape_stages() if key == "stages" else self._shape_own()
        if get_origin(bare) is tuple:
            return self._shape_list(key, get_args(bare)[0])
        if _is_record(bare):
            return {"widget": "object", "collapsed": True, "fields": self.list_fields(bare)}
        return self._shape_scalar(key, hint)

    def _shape_list(self, key: str, item: Any) -> Field:
        if _is_record(item):
            return {
                "widget": "list",
                "collapsed": True,
                "minimize_collapsed": True,
                "label_singular": SINGULARS.get(key, key.removesuffix("s")).replace("-", " "),
                "summary": SUMMARIES[item],
                "fields": self.list_fields(item),
            }
        inner = self._shape_scalar(key, item)
        if inner["widget"] == "select":
            return {**inner, "multiple": True}
        return {"widget": "list"}

    def _shape_scalar(self, key: str, hint: Any) -> Field:
        scalar = next((each for each in hint.__metadata__ if isinstance(each, Scalar)), None)
        if isinstance(scalar, Word):
            begun = {"default": BEGUN[key]} if key in BEGUN else {}
            return {"widget": "select", "options": list(scalar.words), **begun}
        if isinstance(scalar, Refers):
            options = self.options.list_of(scalar.kinds)
            return {"widget": "select", "options": options} if options else {"widget": "string"}
        json = scalar.json if scalar else {}
        kind = "day" if json.get("format") == "date" else str(json.get("type"))
        if kind in ("number", "integer", "boolean", "day"):
            return OWN_TYPES[{"integer": "number", "boolean": "flag"}.get(kind, kind)]
        return {"widget": "text" if key in LONG else "string"}

    def _shape_stages(self) -> Field:
        stages = [self._make_stage(each) for each in self.options.shape.stages]
        return {"widget": "object", "collapsed": False, "fields": stages}

    def _make_stage(self, stage: MethodStage) -> Field:
        fields = self.list_fields(plan.Stage, step=stage.step)
        head = {"name": stage.id, "label": stage.title, "required": False}
        return {**head, "widget": "object", "collapsed": True, "fields": fields}

    def _shape_own(self) -> Field:
        """Make the fields of a company's own keys."""
        made = [
            {"name": each.name, "label": each.label or name_label(each.name), "required": False}
            | OWN_TYPES[each.type]
            for each in self.options.shape.own_fields
        ]
        return {"widget": "object", "collapsed": False, "fields": made}


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and bool(list_keys(hint))
