"""Who does the work of a command, and what is remembered of it.

In: the options as click read them. Out: `Tools`. A cluster that does not answer ends the command with exit
code 2; a cache that cannot be used is none.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from playbook.cache import AddingCache, Cache, ReadOnlyCache
from playbook.cli.meter import Meter
from playbook.cli.tools import find_cache
from playbook.config import Config
from playbook.executor import Executor, Processes, count_cores
from playbook.memo import Tools
from playbook.program import find_salt

DASK = "dask://"


def open_tools(
    config: Config,
    options: Mapping[str, Any],
    meter: Meter | None = None,
    executor: Executor | None = None,
) -> Tools:
    """Give the tools that were asked for; `executor` is one that is open already."""
    kind = AddingCache if config.origin else Cache  # it is that of the work tree
    cache = None if options.get("no_cache") else kind(find_cache(config.home, options), find_salt())
    return Tools(executor or open_executor(options), cache, meter)


def open_reading_tools(root: Path, options: Mapping[str, Any]) -> Tools:
    """Give the tools of a command that writes nothing: what was worked out before is read alone."""
    cache = None if options.get("no_cache") else ReadOnlyCache(find_cache(root, options), find_salt())
    return Tools(Processes(count_cores()), cache)


def open_executor(options: Mapping[str, Any]) -> Executor:
    """Give the executor that was asked for; exit code 2 where there is none at the address."""
    address = options.get("executor")
    if not address:
        jobs = count_cores() if options.get("jobs") == 0 else options.get("jobs", 1)
        return Processes(jobs, tell=_say_alone if _is_verbose(options) else lambda _: None)
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


def _is_verbose(options: Mapping[str, Any]) -> bool:
    ctx = click.get_current_context(silent=True)
    return bool(options.get("verbose") or (ctx and (ctx.obj or {}).get("verbose")))


def _say_alone(words: str) -> None:
    click.echo(f"{words}; all is worked on in this one", err=True)
