"""What a company does to its configuration and its templates, a step at a time, by chance.

In: `State`. Out: the same, changed. The configuration stays one that can be used; a template may not.
"""

import re

from tests.reliability import edits_site as site
from tests.reliability.edits_steps import State

SETTINGS: tuple[tuple[str, str], ...] = (
    (r'name = "Small[^"]*"', 'name = "Small playbook, once more"'),
    (r'name = "Small[^"]*"', 'name = "Small playbook"'),
    (r"units = .*", 'units = ["parcels", "pallets"]'),
    (r"units = .*", "units = []"),
    (r"placeholders = .*", 'placeholders = ["pilot"]'),
    (r"placeholders = .*", 'placeholders = ["offen"]'),
    (r'type = "\w+"', 'type = "text"'),
    (r'type = "\w+"', 'type = "day"'),
    (r'label = "[^"]*"', 'label = "Money"'),
    (r"show = \w+", "show = true"),
    (r'level = "\w+"', 'level = "off"'),
    (r'level = "\w+"', 'level = "error"'),
    (r'place = "\w+"', 'place = "header"'),
    (r'page = "guides/start"', 'page = "initiative/plan-2"'),
    (r'forge = "\w+"', 'forge = "gitlab"'),
    (r'url = "https://playbook[^"]*"', 'url = "https://other.example/"'),
    (r"\[site\]\n(glossary = .*\n)?", "[site]\nglossary = false\n"),
    (r"\[site\]\n(glossary = .*\n)?", "[site]\n"),
    (r"\[site\]\n(?!rules)", "[site]\nrules-about-persons = false\n"),
    (r"rules-about-persons = false\n", ""),
    (r"\[site\]\n(?!last)", "[site]\nlast-changed = false\n"),
    (r"last-changed = false\n", ""),
    (r"(?s)\Z", '\n[theme]\naccent = "#205080"\n'),
    (r"(?s)\n\[theme\].*?(?=\n\[|\Z)", ""),
    (r"(?s)\n\[\[fields\]\]\nname = \"cost.*?(?=\n\[)", "\n"),
    (r"\Z", '\n[check]\nprofile = "core"\nignore = ["PB41"]\n'),
    (r"(?s)\n\[check\].*?(?=\n\[|\Z)", ""),
)
"""Patterns in the configuration, and what takes their place."""

TEMPLATES: tuple[tuple[str, str], ...] = (
    ("own.css", ":root { --own: 2; }\n"),
    ("own.css", ""),
    ("own.js", "/* nothing */\n"),
    (
        "page.html",
        '{% extends "playbook/page.html" %}{% block title %}<h1>{{ view.title }}!</h1>{% endblock %}\n',
    ),
    ("page.html", '{% extends "playbook/page.html" %}{% block title %}{{ view.titel }}{% endblock %}\n'),
    ("rule.html", "<p>{{ view.title }}</p>\n"),
    ("_layout.html", '{% extends "playbook/_layout.html" %}{% block footer %}<p>End.</p>{% endblock %}\n'),
    (
        "home.html",
        '{% extends "playbook/home.html" %}{% block going %}{% include "part.html" %}{% endblock %}\n',
    ),
    ("part.html", "<p>A part.</p>\n"),
    ("part.html", "<p>Another part: {{ view.title }}.</p>\n"),
    ("assets/favicon.svg", site.PICTURE.format(width=11)),
)


def configure(state: State) -> None:
    """Change a setting."""
    text = state.read("playbook.toml")
    pattern, other = state.chance.choice(SETTINGS)
    changed = re.sub(pattern, lambda _: other, text, count=1)
    if changed.count("[theme]") < 2 and changed.count("[check]") < 2:
        state.write("playbook.toml", changed)


def move_content(state: State) -> None:
    """Call the content folder by another name, with all that is in it."""
    old, new = state.content, state.chance.choice(("content", "pages"))
    text = re.sub(r"^content = .*\n", "", state.read("playbook.toml"), flags=re.MULTILINE)
    state.write("playbook.toml", f'content = "{new}"\n{text}')
    state.files = {
        f"{new}{each.removeprefix(old)}" if each.startswith(f"{old}/") else each: body
        for each, body in state.files.items()
    }


def change_stages(state: State) -> None:
    """Give the method stages of the company's own, or take them away."""
    text = re.sub(r"(?s)\n\[\[method.stages\]\].*", "", state.read("playbook.toml"))
    if state.chance.random() < 0.6:
        titles = [(each, f"{each.title()} {state.chance.randrange(3)}") for each in site.STAGES]
        text += "".join(
            f'\n[[method.stages]]\nid = "{each}"\ntitle = "{title}"\nstep = "{each}"\n'
            for each, title in titles
        )
    state.write("playbook.toml", text)


def override(state: State) -> None:
    """Add, change or take away a template or an asset of the company's own."""
    name, text = state.chance.choice(TEMPLATES)
    path = f"templates/{name}"
    if path in state.files and state.chance.random() < 0.6:
        del state.files[path]
    else:
        state.write(path, text)


SETTING_STEPS = ((configure, 8), (move_content, 1), (change_stages, 2), (override, 6))
