"""Run the ``polcorp`` command from a checkout: ``python cli.py --help``."""

from polcorp.cli.app import main

if __name__ == "__main__":
    main()
