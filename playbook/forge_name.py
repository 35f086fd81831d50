"""Which forge hosts a repository: by its setting, else by its address.

In: the site's settings. Out: a name of `FORGE_NAMES`, "" where the address tells none.
"""

import re
from urllib.parse import urlsplit

from playbook.config_schema import FORGE_NAMES, SiteSettings

HOSTS = (
    ("github", r"github\.com|github\..+|.+\.ghe\.com"),
    ("gitlab", r"gitlab\.com|gitlab\..+"),
    ("gitea", r"codeberg\.org|gitea\.com|(gitea|forgejo|codeberg)\..+"),
    ("bitbucket", r"bitbucket\.org"),
    ("azure", r"dev\.azure\.com|.+\.visualstudio\.com"),
)
"""The hosts that tell a forge by their names."""


def name_forge(settings: SiteSettings) -> str:
    """Name the forge of `[site] repository`."""
    if settings.forge:
        return "gitea" if settings.forge == "forgejo" else settings.forge
    try:
        host = urlsplit(settings.repository).hostname or ""
    except ValueError:
        return ""
    return next((name for name, hosts in HOSTS if re.fullmatch(hosts, host)), "")


assert set(FORGE_NAMES) == {*(name for name, _ in HOSTS), "forgejo"}
