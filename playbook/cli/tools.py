"""With what a command works: how many processes, which cluster, which cache.

In: the options as click read them. Out: `Tools`. A cluster that does not answer ends the command with exit
code 2; a cache that cannot be used is none.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from playbook.cache import Cache
from playbook.cli.options import option
from playbook.config import Config
from playbook.executor import Executor, Processes, count_cores
from playbook.memo import Tools
from playbook.program import find_salt

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = ".playbook-cache"
"""Where the cache is, below the project's folder; it says itself that git leaves it alone."""

DASK = "dask://"


def tool_options(command: F) -> F:
    """Let a command take with what it works."""
    for decorate in reversed(
        (
            option(
                "-j",
                "--jobs",
                type=click.IntRange(min=0),
                default=0,
                metavar="N",
                help="Work in N processes; 0, the default, takes as many as there are cores.",
            ),
            option(
                "--executor",
                metavar="ADDRESS",
                help="Work on a Dask cluster instead: dask://HOST:PORT (needs the extra `distributed`).",
            ),
            option(
                "--cache-dir",
                metavar="DIR",
                help=f"Keep what was worked out in DIR (default {FOLDER} in the project's folder).",
            ),
            option("--no-cache", is_flag=True, help="Work everything out anew, and keep nothing."),
        )
    ):
        command = decorate(command)
    return command


def open_tools(config: Config, options: Mapping[str, Any]) -> Tools:
    """Give the tools that were asked for."""
    asked = options.get("cache_dir")
    folder = Path(asked).resolve() if asked else config.root / FOLDER  # the default is never a link
    cache = None if options.get("no_cache") else Cache(folder, find_salt())
    return Tools(open_executor(options), cache)


def open_executor(options: Mapping[str, Any]) -> Executor:
    """Give the executor that was asked for; exit code 2 where there is none at the address."""
    address = options.get("executor")
    if not address:
        return Processes(options.get("jobs") or count_cores())
    host, _, port = address.removeprefix(DASK).rpartition(":")
    if not address.startswith(DASK) or not host or not port.isdigit():
        raise click.UsageError(f"--executor `{address}`: write  dask://HOST:PORT, the scheduler's address")
    try:
        from playbook.executor.cluster import Cluster
    except ImportError:
        raise click.UsageError(
            "--executor needs the extra `distributed`: pip install 'playbook[distributed]'"
        ) from None
    try:
        return Cluster(f"{host}:{port}")
    except OSError as error:
        raise click.UsageError(f"--executor: no Dask scheduler answers at {host}:{port} ({error})") from None
