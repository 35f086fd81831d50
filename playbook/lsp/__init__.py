"""The language server: what an editor asks while a page is being written.

In: the text of pages as they are typed. Out: findings, completions, places and edits by the Language Server
Protocol 3.17. The only place that knows pygls; it needs the extra `lsp`.
"""
