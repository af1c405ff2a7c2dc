"""What the objects of Open Badges 3.0 are made of, as far as the standard demands it: our own words for its rules.

Each shape names its type, what it must have, and of what kind its members are. The official schema is 1EdTech's and not
shipped; tests hold that what we issue passes it, and that its examples get the same verdicts here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# Kinds of members: a text may come in several languages, an address and a name (`plain`) may not.
TEXT, PLAIN, DATE, NUMBER, FLAG = "text", "plain", "date", "number", "flag"
SCALARS = frozenset({TEXT, PLAIN, DATE, NUMBER, FLAG})
BADGE, ENDORSEMENT = "AchievementCredential", "EndorsementCredential"


@dataclass(frozen=True)
class Shape:
    """An object of the standard. A member's kind is a scalar's, or the name of the shape that it has.

    `types` is the name that must stand among the object's types, or several of which one must; none means any.
    """

    types: tuple[str, ...]
    required: tuple[str, ...] = ()
    members: Mapping[str, str] = field(default_factory=dict)
    is_single: tuple[str, ...] = ()  # members of which there is one, where others may be lists
    required_since: tuple[str, ...] = ()  # required only since data model 2.0


_CREDENTIAL = {
    "id": PLAIN,
    "name": TEXT,
    "description": TEXT,
    "image": "Image",
    "issuer": "Profile",
    "validFrom": DATE,
    "validUntil": DATE,
    "issuanceDate": DATE,
    "expirationDate": DATE,
    "awardedDate": DATE,
    "credentialSchema": "CredentialSchema",
    "credentialStatus": "CredentialStatus",
    "refreshService": "RefreshService",
    "termsOfUse": "TermsOfUse",
    "evidence": "Evidence",
    "proof": "Proof",
}
_ONE = ("name", "issuer", "credentialSubject", "achievement", "source", "validFrom", "validUntil")

SHAPES: dict[str, Shape] = {
    BADGE: Shape(
        ("AchievementCredential", "OpenBadgeCredential"),
        ("id", "issuer", "credentialSubject"),
        {**_CREDENTIAL, "credentialSubject": "AchievementSubject", "endorsement": ENDORSEMENT},
        _ONE,
    ),
    ENDORSEMENT: Shape(
        ("EndorsementCredential",),
        ("issuer", "credentialSubject"),
        {**_CREDENTIAL, "credentialSubject": "EndorsementSubject"},
        _ONE,
        ("id", "name"),
    ),
    "AchievementSubject": Shape(
        ("AchievementSubject",),
        ("achievement",),
        {
            "id": PLAIN,
            "activityStartDate": DATE,
            "activityEndDate": DATE,
            "creditsEarned": NUMBER,
            "achievement": "Achievement",
            "identifier": "IdentityObject",
            "image": "Image",
            "licenseNumber": TEXT,
            "narrative": TEXT,
            "result": "Result",
            "role": TEXT,
            "source": "Profile",
            "term": TEXT,
        },
        _ONE,
    ),
    "EndorsementSubject": Shape(
        ("EndorsementSubject",), ("id",), {"id": PLAIN, "endorsementComment": TEXT}
    ),
    "Achievement": Shape(
        ("Achievement",),
        ("id", "criteria", "description", "name"),
        {
            "id": PLAIN,
            "name": TEXT,
            "description": TEXT,
            "criteria": "Criteria",
            "achievementType": PLAIN,
            "alignment": "Alignment",
            "creator": "Profile",
            "creditsAvailable": NUMBER,
            "endorsement": ENDORSEMENT,
            "fieldOfStudy": TEXT,
            "humanCode": TEXT,
            "image": "Image",
            "inLanguage": PLAIN,
            "otherIdentifier": "IdentifierEntry",
            "related": "Related",
            "resultDescription": "ResultDescription",
            "specialization": TEXT,
            "tag": TEXT,
            "version": TEXT,
        },
        ("name", "description", "criteria"),
    ),
    "Criteria": Shape((), (), {"id": PLAIN, "narrative": TEXT}, ("narrative",)),
    "Alignment": Shape(
        ("Alignment",),
        ("targetName", "targetUrl"),
        {
            "targetName": TEXT,
            "targetUrl": PLAIN,
            "targetCode": TEXT,
            "targetFramework": TEXT,
            "targetDescription": TEXT,
            "targetType": PLAIN,
        },
    ),
    "Profile": Shape(
        ("Profile",),
        ("id",),
        {
            "id": PLAIN,
            "name": TEXT,
            "url": PLAIN,
            "phone": PLAIN,
            "email": PLAIN,
            "description": TEXT,
            "image": "Image",
            "address": "Address",
            "otherIdentifier": "IdentifierEntry",
            "parentOrg": "Profile",
            "endorsement": ENDORSEMENT,
            "dateOfBirth": PLAIN,
        },
        ("name",),
    ),
    "Address": Shape(("Address",), (), {"addressCountry": TEXT, "geo": "GeoCoordinates"}),
    "GeoCoordinates": Shape(
        ("GeoCoordinates",), ("latitude", "longitude"), {"latitude": NUMBER, "longitude": NUMBER}
    ),
    "Image": Shape(("Image",), ("id",), {"id": PLAIN, "caption": TEXT}),
    "IdentityObject": Shape(
        ("IdentityObject",),
        ("hashed", "identityHash", "identityType"),
        {"hashed": FLAG, "identityHash": PLAIN, "identityType": PLAIN, "salt": PLAIN},
    ),
    "IdentifierEntry": Shape(
        ("IdentifierEntry",),
        ("identifier", "identifierType"),
        {"identifier": PLAIN, "identifierType": PLAIN},
    ),
    "Related": Shape(("Related",), ("id",), {"id": PLAIN, "inLanguage": PLAIN, "version": TEXT}),
    "Result": Shape(
        ("Result",),
        (),
        {
            "achievedLevel": PLAIN,
            "resultDescription": PLAIN,
            "status": PLAIN,
            "value": TEXT,
            "alignment": "Alignment",
        },
    ),
    "ResultDescription": Shape(
        ("ResultDescription",),
        ("id", "name", "resultType"),
        {
            "id": PLAIN,
            "name": TEXT,
            "resultType": PLAIN,
            "alignment": "Alignment",
            "allowedValue": TEXT,
            "requiredLevel": PLAIN,
            "requiredValue": TEXT,
            "rubricCriterionLevel": "RubricCriterionLevel",
            "valueMax": TEXT,
            "valueMin": TEXT,
        },
    ),
    "RubricCriterionLevel": Shape(
        ("RubricCriterionLevel",),
        ("id", "name"),
        {
            "id": PLAIN,
            "name": TEXT,
            "description": TEXT,
            "level": TEXT,
            "points": TEXT,
            "alignment": "Alignment",
        },
    ),
    "Evidence": Shape(
        ("Evidence",),
        (),
        {
            "id": PLAIN,
            "name": TEXT,
            "narrative": TEXT,
            "description": TEXT,
            "genre": TEXT,
            "audience": TEXT,
        },
    ),
    # Of these the standard says only that they have a type, whichever it is.
    "CredentialSchema": Shape((), ("id", "type"), {"id": PLAIN, "type": PLAIN}),
    "CredentialStatus": Shape((), ("type",), {"id": PLAIN}),
    "RefreshService": Shape((), ("id", "type"), {"id": PLAIN, "type": PLAIN}),
    "TermsOfUse": Shape((), ("type",), {"id": PLAIN}),
    "Proof": Shape(
        (),
        ("type",),
        {
            "type": PLAIN,
            "created": DATE,
            "verificationMethod": PLAIN,
            "proofPurpose": PLAIN,
            "proofValue": PLAIN,
        },
    ),
}
