"""The commands, one to a file under its name; :mod:`polcorp.cli.app` lists them."""
