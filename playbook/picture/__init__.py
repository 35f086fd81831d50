"""What a view holds becomes a picture: the filters by which a template draws.

In: values of views. Out: `Html` from `playbook.chart`. A view holds numbers and words; the template says
where a picture of them stands, and only then it is drawn.
"""

from collections.abc import Callable, Mapping

from playbook.html import Html

PICTURES: Mapping[str, Callable[..., Html]] = {}
"""Every filter that draws, by its name in the templates; listed by hand."""
