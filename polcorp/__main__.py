"""``python -m polcorp`` is the ``polcorp`` command."""

from polcorp.cli.app import main

if __name__ == "__main__":
    main()
