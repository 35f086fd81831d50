"""Where the packaged templates are.

In: nothing. Out: the folder: beside the package's modules as installed, else in the source checkout.
"""

from pathlib import Path


def find_templates() -> Path:
    """Give the folder of the packaged templates. Raises FileNotFoundError in a broken installation."""
    here = Path(__file__).resolve().parent
    for folder in (here / "templates", here.parent / "templates"):
        if (folder / "_layout.html").is_file():
            return folder
    raise FileNotFoundError("the packaged templates are not there: install playbook again")
