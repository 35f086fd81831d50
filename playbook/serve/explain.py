"""Why nothing can be shown: an error of a build -> the message that fills the page.

In: what was raised. Out: `Message`: a template by its line, a site that could not be published by its
reason, a file by its name; anything else is a fault of playbook, whose trace goes to a file that is named.
"""

from playbook.author_file import FileFault
from playbook.crash import keep_trace
from playbook.executor import WorkError
from playbook.publish import PublishError
from playbook.render import TemplateFault
from playbook.search.pagefind import SearchFault
from playbook.serve.message import Message, Trouble, say_place

INTERNAL = "playbook itself failed"
"""The title of what is no fault of the author's."""


def explain(error: Exception) -> Message:
    """Say in plain words why a site could not be made."""
    if isinstance(error, TemplateFault):
        help_ = "; ".join(filter(None, (error.help, error.way)))
        trouble = Trouble(error.message, say_place(error.span), help_, error.excerpt)
        return Message("A template cannot be used", (trouble,), kind="template")
    if isinstance(error, FileFault):
        trouble = Trouble(error.message, say_place(error.span), error.help)
        return Message("A file cannot be used", (trouble,), kind="file")
    if isinstance(error, (PublishError, SearchFault, WorkError)):
        return Message("The site cannot be made", (Trouble(error.message, help=error.help),), kind="site")
    if isinstance(error, OSError) and error.filename and error.strerror:
        trouble = Trouble(f"cannot be read: {error.strerror}", str(error.filename), "check its rights")
        return Message("A file cannot be read", (trouble,), kind="file")
    return _explain_fault(error)


def _explain_fault(error: Exception) -> Message:
    try:
        where = f"the trace is in {keep_trace(error)}: please report it with that file"
    except OSError as refused:
        where = f"the trace could not be written: {refused.strerror}"
    text = f"it is a fault of playbook, not of your pages ({type(error).__name__})"
    return Message(INTERNAL, (Trouble(text, help=where),), kind="playbook")
