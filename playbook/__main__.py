"""`python -m playbook` is the same as `playbook`."""

from playbook.cli.main import main

if __name__ == "__main__":
    main()
