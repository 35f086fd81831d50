"""What the phases after `load` speak of: pages, the site that resolves them, readings, computed metrics.

Everything here is frozen; queries only.
"""
