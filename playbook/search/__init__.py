"""The site's search: what can be found, in files that a page loads when somebody looks for something.

In: the index of a site. Out: outputs. The scripts of the site read them; nothing here runs a search. `gather`
says what can be found, `shards` how it is split and written, `pagefind` makes the other index that a large
site may choose.
"""
