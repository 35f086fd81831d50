"""Playbooks that try to reach out: by links, by symbolic links, names, tags and templates in their words.

In: an empty folder. Out: the folders of playbooks below it, each with the number of its hostile places;
beside them a folder `outside`, in which every file holds a canary that nobody may read. It runs nothing.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.sites import read_base, write_site
from tests.test_render_hostile import PLAN, poison

CANARY = "zzsecret7f3a"
CALCULATED = ("982007569", "zzloopzzloop")
"""What stands on a page only if a template in somebody's words was run."""

OUT = "outside/secret"
WAYS = (
    "../../../@",
    "../../@",
    "./.././../@",
    "x/../../../@",
    "..%2f..%2f@",
    "%2e%2e/%2e%2e/@",
    "%2e%2e%2f%2e%2e%2f@",
    "%252e%252e%252f%252e%252e%252f@",
    "..\\..\\@",
    "..%5c..%5c@",
    "....//....//@",
    "..%c0%af..%c0%af@",
    "..%00/../@",
    "．．/．．/@",
    "/../../@",
    "FOLDER/@",
    "file://FOLDER/@",
    "//localhost/@",
    "\\\\localhost\\@",
    "C:\\@",
    "~/@",
    "$HOME/@",
    "content/../../@",
)
PROSE = (
    "[a](@.md)",
    "[a](<@.md>)",
    "![a](@.svg)",
    "![a](<@.svg>)",
    "[a](@.csv)",
    "[a](@.md#x)",
    "[[@]]",
    "[[@.md|a]]",
    "<@.md>",
    "[r]\n\n[r]: @.svg",
    "![r]\n\n[r]: <@.svg>",
    "{% include '@.md' %}",
    "{{ include('@.md') }}",
    "!include @.md",
    "--8<-- '@.md'",
    "<!--#include file='@.md'-->",
    "```{include} @.md\n```",
    ".. include:: @.md",
)
TEMPLATES = (
    "{{ 31337 * 31337 }}",
    "{{ 982007000+569 }}",
    "{{31337*31337}}{% include 'home.html' %}",
    "{% for x in 'ab' %}zzloop{% endfor %}",
    "{%- set x = 31337*31337 -%}{{ x }}",
    "${31337*31337}#{31337*31337}<%= 31337*31337 %>{{{31337*31337}}}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('touch pwned').read() }}{{ 31337*31337 }}",
    "{{ view.chrome.__class__ }}{{ 31337*31337 }}",
    "{# x #}{% raw %}{{ 31337*31337 }}{% endraw %}{{ 31337*31337 }}",
    "# for x in 'ab'\nzzloop\n# endfor",
    "%(x)s {0} {x!r} f'{31337*31337}' `31337*31337` $((31337*31337)) $(touch pwned) | touch pwned",
)
TAGS = (
    "!!python/object/apply:os.system ['touch pwned']",
    "!!python/object/new:subprocess.Popen [[touch, pwned]]",
    "!!python/object/apply:subprocess.check_output [[touch, pwned]]",
    "!!python/object/apply:eval [\"__import__('os').system('touch pwned')\"]",
    "!!python/name:os.system",
    "!!python/module:os",
    "!!python/object:os.PathLike {}",
    "!include ../../outside/secret.md",
    "!ENV HOME",
    "!!binary aGVsbG8=",
    "!<tag:yaml.org,2002:python/object/apply:os.system> ['touch pwned']",
    "!!set {a, b}",
    "&a [*a]",
)
SVG = 'svg xmlns="http://www.w3.org/2000/svg"'
ENTITY = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "@">]><svg><text>&x;</text></svg>'.replace(
    "<svg", f"<{SVG}"
)
DRAWINGS = (
    ENTITY,
    ENTITY.replace("ENTITY x", "ENTITY % x").replace("&x;", "%x;"),
    '<!DOCTYPE svg SYSTEM "@"><svg xmlns="http://www.w3.org/2000/svg"/>',
    f'<{SVG}><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="@"/></svg>',
    f'<?xml-stylesheet href="@"?><{SVG}><image href="@"/><use href="@#x"/></svg>',
)
SETTINGS = ('content = "@"', 'output = "@"', 'templates = "@"', '[check]\nbaseline = "@"')


def make_projects(folder: Path) -> Iterator[tuple[Path, int]]:
    """Write the playbooks one after the other, each below `folder`; give it and its number of places."""
    _write_outside(folder)
    loose = (_by_tags(), _by_drawings(folder), _by_names())
    for number, (files, places) in enumerate((*_by_words(folder), *_by_settings(folder), *loose)):
        yield write_site(folder / f"p{number}", files), places
    yield _by_links(folder / "links")
    for name in ("content", "output", "templates"):
        yield _by_linked_folder(folder / f"linked-{name}", name)


def _write_outside(folder: Path) -> None:
    head = f"---\ntitle: {CANARY}\n---\n{CANARY}\n"
    files = {"secret.md": head, "secret": head, "secret.csv": f"date,value,note\n2026-05-01,1,{CANARY}\n"}
    files |= {"secret.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><text>{CANARY}</text></svg>'}
    files |= {
        "people.csv": f"id,name\nmaya-okafor,{CANARY}\n",
        "metric.html": CANARY,
        "initiatives/x.md": head,
    }
    write_site(folder / "outside", files)


def _aim(text: str, folder: Path, way: str) -> str:
    """Put a way out into a text."""
    return text.replace("@", way.replace("@", OUT).replace("FOLDER", folder.as_posix()))


def _by_words(folder: Path) -> Iterator[tuple[dict[str, str], int]]:
    """Reach out by links in prose, by every field, and by templates in both."""
    for way in WAYS:
        prose = "\n\n".join(_aim(each, folder, way) for each in PROSE)
        target = json.dumps(_aim("@", folder, way))
        page = read_base()["content/initiatives/crm.md"].split("\n---\n")[0]
        for name in ("maya-okafor", "sales-cycle", "erik-lind", "sales"):
            page = page.replace(f": {name}\n", f": {target}\n")
        more = {"content/guides/prose.md": prose, "content/initiatives/named.md": page + "\n---\n" + prose}
        yield poison(_aim("@", folder, way)) | more, PLAN.count("%s") + 40 + 2 * len(PROSE)
    for text in TEMPLATES:
        yield poison(text), PLAN.count("%s") + 25


def _by_settings(folder: Path) -> Iterator[tuple[dict[str, str], int]]:
    for setting in SETTINGS:
        for way in WAYS:
            target = json.dumps(_aim("@", folder, way))
            yield read_base() | {"playbook.toml": setting.replace('"@"', target) + "\n"}, 1


def _by_tags() -> tuple[dict[str, str], int]:
    files = read_base()
    for number, tag in enumerate(TAGS):
        for key in ("title", "owner", "stages", "tags", "fields"):
            head = {"title": "A", "status": "draft", "owner": "maya-okafor"} | {key: tag}
            text = "---\n" + "".join(f"{name}: {value}\n" for name, value in head.items()) + "---\n"
            files[f"content/initiatives/{key}-{number}.md"] = text
    return files, 5 * len(TAGS)


def _by_drawings(folder: Path) -> tuple[dict[str, str], int]:
    files, places = read_base(), 0
    for way in ("FOLDER/@", "file://FOLDER/@", "../../../@", "http://127.0.0.1:9/@", "php://filter/read=@"):
        for drawing in DRAWINGS:
            files[f"content/guides/d{places}.svg"] = _aim(drawing, folder, way).replace("secret", "secret.md")
            places += 1
    files["content/guides/d.md"] = "".join(f"![a](d{n}.svg) [b](d{n}.svg)\n" for n in range(places))
    return files, places


def _by_names() -> tuple[dict[str, str], int]:
    names = [each.replace("/", "-").replace("\n", " ")[:90] for each in (*TEMPLATES, *TAGS, *WAYS)]
    names += [
        "-rf",
        "--help",
        "$(touch pwned)",
        "`touch pwned`",
        "a;touch pwned",
        "|touch pwned",
        "\u202e",
        "con",
        "a\nb",
    ]
    files = read_base() | {f"content/guides/{each}.md": f"# A\n\n![a](<{each}.svg>)\n" for each in names}
    files |= {f"content/guides/{each}.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>' for each in names}
    return files, len(names)


LINKS = {
    "initiatives/out.md": "OUT/secret.md",
    "initiatives/passwd.md": "/etc/passwd",
    "guides/passwd.svg": "/etc/passwd",
    "guides/out.svg": "OUT/secret.svg",
    "guides/hop.svg": "out.svg",
    "guides/relative.md": "../../../outside/secret.md",
    "guides/inside-out.md": "../guides/../../../outside/secret.md",
    "metrics/out.md": "OUT/secret.md",
    "metrics/sales-cycle.csv": "OUT/secret.csv",
    "people.csv": "OUT/people.csv",
    "people/out.md": "OUT/secret.md",
    "departments/out.md": "OUT/secret.md",
    "method/vision.md": "OUT/secret.md",
    "index.md": "OUT/secret.md",
    "out": "OUT",
    "guides/etc": "/etc",
    "guides/root": "/",
    "initiatives/folder": "OUT/initiatives",
    "guides/loop": "loop",
    "guides/a": "b",
    "guides/b": "a",
    "guides/up": "..",
    "guides/self": ".",
    "guides/gone.md": "nowhere.md",
    "guides/null.md": "/dev/zero",
    "guides/memory.md": "/proc/self/environ",
}


def _by_links(project: Path) -> tuple[Path, int]:
    write_site(project, read_base())
    for name, target in LINKS.items():
        link = project / "content" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(target.replace("OUT", (project.parent / "outside").as_posix()))
    names = [name.removeprefix("guides/") if name.startswith("guides/") else f"../{name}" for name in LINKS]
    prose = "".join(
        f"[a]({name}) ![b]({name}) [c]({name}/secret.md) ![d]({name}/secret.svg)\n" for name in names
    )
    write_site(project, {"content/guides/all.md": prose})
    return project, 5 * len(LINKS)


def _by_linked_folder(project: Path, name: str) -> tuple[Path, int]:
    """Let a whole folder of the project be a link to the outside."""
    files = read_base()
    if name == "content":
        files = {"playbook.toml": files["playbook.toml"]}
    write_site(project, files)
    folder = {"output": "build"}.get(name, name)
    (project / folder).symlink_to(project.parent / "outside")
    return project, 1
