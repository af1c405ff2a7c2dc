"""What the directory knows of a page: its words in each language, and its facets as codes."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from hilo.core.markdown import plain
from hilo.core.registries import SearchDocument
from hilo.network.models import Cluster, Organisation


def of_organisation(organisation: Organisation) -> Iterator[SearchDocument]:
    """A name has no language of its own: it is found in every one."""
    if not organisation.is_listed or organisation.merged_into_id:
        return
    for code, _name in settings.LANGUAGES:
        body = [*organisation.names[1:], plain(organisation.presentation.texts.get(code, ""))]
        yield SearchDocument(code, str(organisation), "\n".join(filter(None, body)))


def of_cluster(cluster: Cluster) -> Iterator[SearchDocument]:
    """One document for each language in which the cluster has a name."""
    if not cluster.is_listed:
        return
    for code, name in cluster.name.texts.items():
        yield SearchDocument(code, name, plain(cluster.story.texts.get(code, "")))
