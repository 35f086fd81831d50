"""What an author may write: one module a kind of page.

In: the tree of strings of a page's front matter. Out: a frozen value of that kind and the faults in
plain words, each with its key path. No module here knows a file, another page or today.
"""
