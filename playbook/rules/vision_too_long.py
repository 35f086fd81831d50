"""PB206 vision-too-long: the section about the vision takes longer than five minutes to tell."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import Finding, I, PageRule
from playbook.source import Span
from playbook.words import slugify


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find sections headed by the id or the title of a vision's stage that have too many words."""
    most = RULE.number(config, "words")
    stages = [each for each in config.stages if each.step == "vision"]
    names = {slugify(name) for each in stages for name in (each.id, each.title)}
    for heading in page.headings:
        if slugify(heading.text) in names and heading.words > most:
            at = Span(page.path, heading.line, 1, heading.line, 1)
            message = f"the vision has {heading.words} words, and {most:g} are five minutes"
            yield Finding(
                at, message, "keep what you would say aloud; the rest can stand on a page of its own"
            )


RULE = PageRule(
    code="PB206",
    name="vision-too-long",
    level=I,
    why="a vision that takes more than five minutes to tell is not passed on",
    check=check,
    thresholds={"words": 700},
)
