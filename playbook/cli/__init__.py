"""The command line: one file a command; the only place that prints, exits, or asks the clock.

Results go to stdout, progress and counts to stderr. Exit codes: 0 clean, 1 findings at or above the
threshold, 2 usage, configuration or internal fault, 130 and 143 on signals.
"""
