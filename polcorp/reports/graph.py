"""A network of actors as GraphML, for Gephi, Cytoscape, igraph and networkx."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any

from polcorp.reports.clean import printable

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.analysis.cooccurrence import Network


def to_graphml(network: Network, limit: int | None = None) -> bytes:
    """Return the pairs of *network*, or the first *limit* of them, as an undirected graph.

    Nodes are the actors of its pairs with ``label``, ``type``, ``mentions`` and ``documents``;
    edges have as ``weight`` how many units name both, and ``documents``, ``npmi`` and
    ``log_likelihood`` as the table of pairs has them. A node's id is the actor's name, with the
    type where two actors have the name.
    """
    import networkx as nx

    pairs = network.pairs.head(limit) if limit else network.pairs
    ends = {*zip(pairs["canonical"], pairs["type"], strict=True)}
    ends |= {*zip(pairs["other_canonical"], pairs["other_type"], strict=True)}
    named = Counter(name for name, _ in ends)
    ids = {
        (name, kind): printable(name if named[name] == 1 else f"{name} ({kind})")
        for name, kind in sorted(ends)
    }
    graph = nx.Graph(unit=network.unit)
    for row in _rows(network.actors):
        if (row["canonical"], row["type"]) in ids:
            graph.add_node(
                ids[row["canonical"], row["type"]],
                label=printable(row["canonical"]),
                type=row["type"],
                mentions=int(row["mentions"]),
                documents=int(row["documents"]),
            )
    for row in _rows(pairs):
        graph.add_edge(
            ids[row["canonical"], row["type"]],
            ids[row["other_canonical"], row["other_type"]],
            weight=int(row["together"]),
            documents=int(row["documents"]),
            npmi=float(row["npmi"]),
            log_likelihood=float(row["log_likelihood"]),
        )
    stream = BytesIO()
    nx.write_graphml_xml(graph, stream, encoding="utf-8")
    return stream.getvalue()


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
