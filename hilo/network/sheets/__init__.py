"""The network as spreadsheets: organisations, people with their affiliation, clusters, members."""

from hilo.network.sheets.affiliations import AffiliationsSheet
from hilo.network.sheets.clusters import ClustersSheet
from hilo.network.sheets.members import MembersSheet
from hilo.network.sheets.organisations import OrganisationsSheet

__all__ = ["AffiliationsSheet", "ClustersSheet", "MembersSheet", "OrganisationsSheet"]
