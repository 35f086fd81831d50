"""Who changed a page last, and when, in words.

In: what git knows of a page. Out: `Changed`, None where there is nothing to say. It asks nobody.
"""

from dataclasses import dataclass
from datetime import date

from playbook.config import Config
from playbook.forge import name_commit_url
from playbook.history import History
from playbook.view.words import say_day


@dataclass(frozen=True, slots=True)
class Changed:
    """A page's last change; `text` says all of it. `day` is None where it is not known.

    `url` leads to the commit, "" where no forge is known; `subject` is what its author wrote.
    """

    text: str
    day: date | None = None
    name: str = ""
    subject: str = ""
    url: str = ""


def say_changed(history: History, key: str, config: Config) -> Changed | None:
    """Say who changed the page with a key last."""
    if history.state == "none" or not config.settings.site.last_changed:
        return None
    change = history.changes.get(key)
    if change is None:
        return _say_unknown(history, key)
    text = f"Last changed on {say_day(change.day)} by {change.name or 'somebody without a name'}"
    if key in history.open:
        text += "; changed since, not committed"
    return Changed(text, change.day, change.name, change.subject, name_commit_url(config, change.commit))


def _say_unknown(history: History, key: str) -> Changed | None:
    if key in history.open:
        return Changed("Changed, not committed")
    if history.state == "unknown":
        return Changed(f"Last change not known: {history.reason}")
    return None
