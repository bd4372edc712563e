"""Groups of concepts that belong together, found in what the course says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import networkx as nx

from lecturebook.model import CourseConcept

# how much two concepts belong together: one is needed for the other, or is said near it; or both are key terms of a
# section, for those of which nothing else is known
_NEEDED, _NEAR, _SECTION = 2.0, 1.0, 0.25
# a list that is longer is cut again
_MOST_IN_GROUP = 20
# any number: with it the same course gives the same groups
_SEED = 1


def group_concepts(
    concepts: Sequence[CourseConcept], sections: Iterable[Sequence[str]]
) -> tuple[list[tuple[int, ...]], tuple[int, ...]]:
    """The places in `concepts` of those that belong together, in their order, and of those that nothing joins.

    `sections` are the keys of the key terms of each section of the course. Groups are the communities of Blondel et al.
    2008, "Fast unfolding of communities in large networks".
    """
    graph = _graph({concept.key: n for n, concept in enumerate(concepts)}, concepts, sections)
    groups = sorted(tuple(sorted(group)) for group in _communities(graph))
    return [group for group in groups if len(group) > 1], tuple(group[0] for group in groups if len(group) == 1)


def _communities(graph: nx.Graph) -> Iterator[set[int]]:
    found = nx.community.louvain_communities(graph, seed=_SEED)
    for group in found:
        if len(group) > _MOST_IN_GROUP and len(found) > 1:
            # nodes in their order: a subgraph has them in that of a set
            inner = nx.Graph()
            inner.add_nodes_from(sorted(group))
            inner.add_edges_from(graph.subgraph(group).edges(data=True))
            yield from _communities(inner)
        else:
            yield group


def _graph(
    numbers: Mapping[str, int], concepts: Sequence[CourseConcept], sections: Iterable[Sequence[str]]
) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(concepts)))

    def join(one: int, other: int, weight: float) -> None:
        before = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
        graph.add_edge(one, other, weight=before + weight)

    for n, concept in enumerate(concepts):
        for need in concept.needs:
            if need.concept in numbers:
                join(numbers[need.concept], n, _NEEDED)
        for key in concept.related:
            if key in numbers:
                join(numbers[key], n, _NEAR)
    lonely = {n for n in graph if not graph.degree(n)}
    for keys in sections:
        terms = sorted({numbers[key] for key in keys if key in numbers})
        for one, other in combinations(terms, 2):
            if one in lonely or other in lonely:
                join(one, other, _SECTION)
    return graph
