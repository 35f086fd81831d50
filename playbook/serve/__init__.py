"""The preview while one writes: watch the files, build anew in memory, serve on this machine, tell the
browser.

files change -> watch -> loop -> build -> manifest -> server -> reload

`scan`, `hints`, `watch` tell what has changed, `places` where to look, `loop` calls the work when it has,
`build` makes the site, `lazy` each piece when it is asked for, `makers` tells which
job that is, `manifest` answers for it, `hosts`, `target`, `handler` and `server` speak with the
browser, `preview` and `events` tell it of a new build, `message` fills the page when nothing can be shown.
Nothing is written to disk.
"""
