"""What an editor asks about a page that is being written: completions, explanations, places, edits.

In: the text of one page with a place in it, as an offset in code points, and the site as it was judged last.
Out: frozen values with offsets and spans. Parsing never fails here: a half-typed line is understood by its
indentation. It knows no protocol, reads no file and keeps nothing.
"""
