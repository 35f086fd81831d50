"""playbook: a folder of Markdown -> a company's change playbook, checked like code, published as a site.

The way through the house, each phase a file, called once, in order, by `pipeline`:

    content -> load -> resolve -> check -> view -> render -> publish -> build/

No module imports upwards; the README draws the map with its layers and invariants.
"""
