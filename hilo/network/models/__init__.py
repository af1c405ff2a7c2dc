"""What this chapter keeps, one file per noun."""

from hilo.network.models.affiliation import Affiliation, HandOver
from hilo.network.models.cluster import AgentTerm, Cluster, ClusterFigure, Membership, Seat
from hilo.network.models.following import FollowedSearch
from hilo.network.models.merging import Distinction, Merge
from hilo.network.models.organisation import Organisation
from hilo.network.models.profile import Profile
from hilo.network.models.review import Criterion, Finding, ReviewStep
from hilo.network.models.sector import Classification, Sector

__all__ = [
    "Affiliation",
    "AgentTerm",
    "Classification",
    "Cluster",
    "ClusterFigure",
    "Criterion",
    "Distinction",
    "Finding",
    "FollowedSearch",
    "HandOver",
    "Membership",
    "Merge",
    "Organisation",
    "Profile",
    "ReviewStep",
    "Seat",
    "Sector",
]
