"""Averages the weights of networks that were finished from the same start.

Such an average is often better than each of them (Wortsman et al. 2022, «Model soups»).

Usage: python average_networks.py OUT.pt FIRST.pt SECOND.pt ...
"""

from __future__ import annotations

import sys

import torch


def main() -> None:
    """Write the average of the networks."""
    out, *paths = sys.argv[1:]
    states = [torch.load(path, weights_only=True) for path in paths]
    if any(state["labels"] != states[0]["labels"] for state in states):
        raise SystemExit("the networks have different labels: they have no common start")
    average = {"labels": states[0]["labels"]}
    for part in ("encoder", "heads"):
        average[part] = {
            name: sum(state[part][name] for state in states) / len(states)
            for name in states[0][part]
        }
    torch.save(average, out)


if __name__ == "__main__":
    main()
