"""What `build` does where something may have changed: judge, render, publish, remember what came of it.

In: the options as click read them. Out: the project, its judgement, what publishes it.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from playbook.author_file import FileFault
from playbook.cli.judging import make_options
from playbook.cli.known import list_done, make_asked
from playbook.cli.meter import Meter
from playbook.cli.project import Project, open_project
from playbook.cli.refusal import refuse, refuse_file, refuse_template
from playbook.cli.workers import open_tools
from playbook.pipeline import Judgement, build_site, judge_playbook
from playbook.publish import Published, PublishError
from playbook.render import TemplateFault
from playbook.run_keep import begin_run
from playbook.search.pagefind import SearchFault


def begin_build(
    ctx: click.Context, options: dict[str, Any], meter: Meter
) -> tuple[Project, Judgement, Callable[[], Published | None]]:
    """Judge the playbook; what is given last publishes it, and says why where it cannot."""
    project = redirect(open_project(ctx, options), options)
    config, is_preview = project.config, bool(options["preview"])
    asked = make_asked(ctx, options, "preview" if is_preview else "build", (config.path, config.text))
    keeper = begin_run(asked, config) if asked else None
    how = make_options(project, options)
    tools = open_tools(config, options, meter)
    judgement = judge_playbook(config, project.today, how, tools)

    def publish() -> Published | None:
        try:
            parts = keeper.list_parts(judgement) if keeper else None
            published = build_site(judgement, tools, is_preview=is_preview)
        except TemplateFault as fault:
            refuse_template(fault)
        except FileFault as fault:
            refuse_file(fault)
        except (PublishError, SearchFault) as error:
            refuse(error.message, error.help)
        else:
            meter.stop()
            proof = keeper.prove(judgement, tools, parts, published) if keeper and parts else None
            if keeper and proof:
                keeper.keep(judgement, tools, list_done(meter), proof)
            return published
        return None

    return project, judgement, publish


def redirect(project: Project, options: dict[str, Any]) -> Project:
    """Let a site, or a preview, go into the folder that was asked for, seen from where the command began."""
    asked = options.get("output_dir")
    if not asked:
        return project
    folder, settings = str(Path(asked).absolute()), project.config.settings
    if options["preview"]:
        config = replace(project.config, settings=replace(settings, preview=folder))
        return replace(project, config=config, preview=folder)
    config = replace(project.config, settings=replace(settings, output=folder))
    return replace(project, config=config, output=folder)
