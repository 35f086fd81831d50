"""Forms in the browser: what Decap CMS needs to edit a playbook, and what becomes of what it saves.

schema, guide, site -> widgets -> collections -> configuration
a page -> entry -> what the form shows; what the form says -> merge -> edits of the page

`guide` reads what each key means from the guide, `options` what may be chosen from the site, `widgets` makes
a field of a type, `collections` a form of a kind of page, `configuration` the whole file; `carried` are the
files that playbook brings along. `places` names files and refuses all others, `entry` turns a page into plain
data and back, `merge` puts changes onto what lies on the disk, `save` writes, `media` knows the other files,
`desk` answers Decap's local backend. Nothing here knows HTTP.
"""
