"""What may be chosen in a form: the ids of persons, departments, metrics and stages, with their names.

In: the site. Out: options for each kind that a key may refer to. A list is one value that several fields
share: so the file that holds them says it once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from playbook.model.site import COMPUTED_METRICS, Site
from playbook.schema.shape import Shape

Option = dict[str, str]


@dataclass(frozen=True)
class Options:
    """The options of a site; `today`'s leavers are still there, since what they did stays."""

    site: Site
    _known: dict[tuple[str, ...], list[Option]] = field(default_factory=dict)

    @property
    def shape(self) -> Shape:
        """What the configuration adds to the schema."""
        return self.site.config.shape

    def list_of(self, kinds: Sequence[str]) -> list[Option]:
        """Give the options of these kinds together; [] where the key is better typed."""
        key = tuple(kinds)
        if key not in self._known:
            self._known[key] = [each for kind in kinds for each in self._single.get(kind, [])]
        return self._known[key]

    @cached_property
    def _single(self) -> Mapping[str, list[Option]]:
        stages = [_name(each.id, each.title) for each in self.shape.stages]
        metrics = [*self._list_pages("metric"), *(_name(*each) for each in COMPUTED_METRICS.items())]
        return {
            "person": self._list_pages("person"),
            "department": self._list_pages("department"),
            "metric": metrics,
            "stage": stages,
            "everyone": [_name("everyone", "Everyone")],
        }

    def _list_pages(self, kind: str) -> list[Option]:
        found = [_name(each.id, each.title) for each in self.site.list_kind(kind)]
        return sorted(found, key=lambda each: (each["label"].casefold(), each["value"]))


def _name(value: str, title: str) -> Option:
    return {"label": title or value, "value": value}
