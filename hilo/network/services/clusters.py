"""Mapping clusters and keeping their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from hilo.core import storage
from hilo.core.events import publish
from hilo.core.text import Text
from hilo.network import access, events
from hilo.network.models import Cluster, Sector
from hilo.network.problems import OutsideOfReach
from hilo.network.services.profiles import free_slug, refresh
from hilo.places.models import Place


@transaction.atomic
def map_cluster(
    *,
    name: Text,
    by: Any,
    place: Place | None = None,
    sectors: Iterable[Sector] = (),
    slug: str = "",
    source: tuple[str, str] = ("", ""),
    **fields: Any,
) -> Cluster:
    """Put a mapped item on record, as a draft; `fields` are those of `Cluster`.

    `source` is (system, id) where it comes from elsewhere. Raises `OutsideOfReach`.
    """
    if by is not None and not access.may_record_at(by, place):
        raise OutsideOfReach
    slug = slug or free_slug(Cluster, _names(name))
    system, id = source
    cluster = Cluster(
        slug=slug, name=name, place=place, source_system=system, source_id=id, **fields
    )
    cluster.save()
    cluster.sectors.set(sectors)
    publish(events.ProfileAdded("cluster", cluster.uuid), by=by, subject=("cluster", cluster.uuid))
    return cluster


def _names(name: Text) -> list[str]:
    """The variants of a name, those of which an address can be made first."""
    order = dict.fromkeys(["es", "fr", "en", *name.texts])
    return [name.texts[code] for code in order if code in name.texts]


@transaction.atomic
def change(
    cluster: Cluster,
    *,
    by: Any,
    expected: int | None = None,
    sectors: Iterable[Sector] | None = None,
    **changes: Any,
) -> Cluster:
    """Change the named fields; raises `Overtaken` if somebody else saved since version `expected`."""
    changed = [name for name, value in changes.items() if getattr(cluster, name) != value]
    chosen = None if sectors is None else list(sectors)
    if chosen is not None and set(chosen) != set(cluster.sectors.all()):
        changed.append("sectors")
    if not changed:
        return cluster
    for name in changed:
        if name in changes:
            setattr(cluster, name, changes[name])
    cluster.save_version(expected=cluster.version if expected is None else expected)
    if chosen is not None:
        cluster.sectors.set(chosen)
    event = events.ProfileChanged("cluster", cluster.uuid, tuple(sorted(changed)))
    publish(event, by=by, subject=("cluster", cluster.uuid))
    refresh(cluster)
    return cluster


@transaction.atomic
def set_picture(cluster: Cluster, upload: UploadedFile, *, alt: Text, by: Any) -> Cluster:
    """Keep a picture instead of the one before; raises what `core.storage.keep` raises."""
    before = cluster.picture
    kept = storage.keep(upload, kinds=("picture",), by=by)
    change(cluster, by=by, picture=kept, picture_alt=alt)
    if before is not None:
        storage.remove(before)
    return cluster


@transaction.atomic
def remove_picture(cluster: Cluster, *, by: Any) -> Cluster:
    """Take the picture away and delete its files."""
    before = cluster.picture
    change(cluster, by=by, picture=None, picture_alt=Text())
    if before is not None:
        storage.remove(before)
    return cluster
