"""The JSON-LD contexts under which foreign credentials are read: W3C's from PyLD, those of Open Badges from facts.

Open Badges' own files are 1EdTech's and not shipped; which word stands for which address is a fact, and written here in
our own form. Tests hold that both say the same of every word. No context is ever fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
SCHEMA = "https://schema.org/"
XSD = "https://www.w3.org/2001/XMLSchema#"
REAL_XSD = "http://www.w3.org/2001/XMLSchema#"  # what W3C writes, and Open Badges does not
SECURITY = "https://w3id.org/security#"
_PURL = "https://purl.imsglobal.org/spec/ob/v3p0/"
BADGES = {_PURL + f"context-3.0.{number}.json": number for number in (1, 2, 3)}

# A word stands for the same word of Open Badges; `word=Other` for another, `word=/word` for one of schema.org. Behind a
# colon stands what its values are: `id` (an address), a type of XML Schema, `list` (in order), or `text` where 3.0.1
# says so although the same word elsewhere stands for an object.
GENERAL = (
    "alignment description=/description endorsement endorsementJwt image:id inLanguage=/inLanguage "
    "name=/name narrative url=/url:anyURI awardedDate:dateTime"
)
TYPES = {
    "OpenBadgeCredential": "",
    "Achievement": (
        "achievementType alignment creator creditsAvailable:float criteria=Criteria:id fieldOfStudy humanCode image:id "
        "otherIdentifier related resultDescription specialization tag=/keywords version inLanguage=/inLanguage"
    ),
    "AchievementSubject": (
        "achievement activityEndDate:date activityStartDate:date creditsEarned:float identifier image:id licenseNumber "
        "result role source:id term"
    ),
    "Address": (
        "addressCountry=/addressCountry addressCountryCode=CountryCode addressLocality=/addressLocality "
        "addressRegion=/addressRegion geo=GeoCoordinates postOfficeBoxNumber=/postOfficeBoxNumber "
        "postalCode=/postalCode streetAddress=/streetAddress"
    ),
    "Alignment": (
        "targetCode targetDescription=/targetDescription targetFramework=/targetFramework targetName=/targetName "
        "targetType targetUrl=/targetUrl:anyURI"
    ),
    "Criteria": "",
    "EndorsementCredential": "",
    "EndorsementSubject": "endorsementComment",
    "Evidence": "audience=/audience genre=/genre",
    "GeoCoordinates": "latitude=/latitude longitude=/longitude",
    "IdentifierEntry": "identifier:text identifierType",
    "IdentityObject": "hashed:boolean identityHash identityType salt",
    "Image": "caption=/caption",
    "Profile": (
        "additionalName=/additionalName address:id dateOfBirth:date email=/email familyName=/familyName "
        "familyNamePrefix givenName=/givenName honorificPrefix=/honorificPrefix honorificSuffix=/honorificSuffix "
        "image:id otherIdentifier parentOrg:id patronymicName phone official"
    ),
    "Related": "version inLanguage=/inLanguage",
    "Result": "achievedLevel:anyURI resultDescription:anyURI status value=/value",
    "ResultDescription": (
        "allowedValue:list requiredLevel:anyURI requiredValue resultType rubricCriterionLevel valueMax valueMin"
    ),
    "RubricCriterionLevel": "level points",
}
OTHERWISE = {"Alignment": SCHEMA + "AlignmentObject"}  # types that are no words of Open Badges
SYNONYM = {"AchievementCredential": OB + "OpenBadgeCredential"}
# Words that only 3.0.3 knows.
LATER = frozenset({"inLanguage", "endorsementJwt", "awardedDate", "jti"})
# Words that 3.0.1 leaves without a type, because their values are objects or come as they are.
_OBJECTS = frozenset(
    {
        "alignment", "creator", "criteria", "otherIdentifier", "related", "resultDescription", "achievement",
        "identifier", "result", "geo", "endorsement", "rubricCriterionLevel",
    }
)  # fmt: skip
EXTENSIONS = {
    "1EdTechJsonSchemaValidator2019": "https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019",
    "1EdTechRevocationList": "https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList",
    "1EdTechCredentialRefresh": "https://purl.imsglobal.org/spec/vccr/v1p0/context.json#1EdTechCredentialRefresh",
}
KEYWORDS = {"id": "@id", "type": "@type"}


def is_known(url: Any) -> bool:
    """Whether the context `url` is one of ours."""
    return isinstance(url, str) and url in documents()


@lru_cache(maxsize=1)
def documents() -> Mapping[str, Any]:
    """Every context there is, by its address; loads PyLD."""
    from pyld.documentloader.frozen import BUNDLED_CONTEXTS

    ours: dict[str, Any] = {url: {"@context": badges(number)} for url, number in BADGES.items()}
    ours[_PURL + "extensions.json"] = {"@context": KEYWORDS | EXTENSIONS}
    for number in (1, 2):
        ours[f"https://w3id.org/security/data-integrity/v{number}"] = {"@context": integrity()}
    return {**BUNDLED_CONTEXTS, **ours}


def badges(number: int) -> dict[str, Any]:
    """The context 3.0.`number` of Open Badges."""
    context: dict[str, Any] = {**KEYWORDS, **{name: {"@id": iri} for name, iri in SYNONYM.items()}}
    if number > 1:
        context["@protected"] = True
    for name, words in TYPES.items():
        inner = _words(words, number)
        context[name] = {"@id": OTHERWISE.get(name, OB + name)}
        if inner:
            context[name]["@context"] = (
                inner if number == 1 else {**KEYWORDS, "@protected": True, **inner}
            )
    if number == 3:
        context["jti"] = {"@id": "https://www.iana.org/assignments/jwt#jti", "@type": "@id"}
    context |= _words(GENERAL, number)
    if number == 1:  # only 3.0.2 calls the picture of a credential as those of its parts
        context["image"] = {"@id": OB + "image", "@type": "@id"}
    return context


def integrity() -> dict[str, Any]:
    """The words of a Data Integrity proof."""
    inner = {
        "created": {"@id": "http://purl.org/dc/terms/created", "@type": REAL_XSD + "dateTime"},
        "expires": {"@id": SECURITY + "expiration", "@type": REAL_XSD + "dateTime"},
        "cryptosuite": {"@id": SECURITY + "cryptosuite", "@type": SECURITY + "cryptosuiteString"},
        "proofPurpose": {"@id": SECURITY + "proofPurpose", "@type": "@vocab"},
        "assertionMethod": {"@id": SECURITY + "assertionMethod", "@type": "@id"},
        "proofValue": {"@id": SECURITY + "proofValue", "@type": SECURITY + "multibase"},
        "verificationMethod": {"@id": SECURITY + "verificationMethod", "@type": "@id"},
        **{word: SECURITY + word for word in ("challenge", "domain", "nonce")},
    }
    proof = {"@id": SECURITY + "proof", "@type": "@id", "@container": "@graph"}
    kind = {
        "@id": SECURITY + "DataIntegrityProof",
        "@context": {**KEYWORDS, "@protected": True, **inner},
    }
    return {**KEYWORDS, "@protected": True, "proof": proof, "DataIntegrityProof": kind}


def _words(words: str, number: int) -> dict[str, Any]:
    found = {}
    for word in words.split():
        name, iri, kind = _taken_apart(word, number)
        if name not in LATER or number == 3 or (number == 1 and name == "awardedDate"):
            found[name] = {"@id": iri, **_kind(name, kind, number)}
    return found


def _taken_apart(word: str, number: int) -> tuple[str, str, str]:
    said, _, kind = word.partition(":")
    name, _, other = said.partition("=")
    if number < 3 and name in _EARLIER:
        other = _EARLIER[name]
    if other.startswith("/"):
        return name, SCHEMA + other[1:], kind
    return name, OB + (other or name), kind


_EARLIER = {"image": "Image", "achievement": "achievement-0"}  # what 3.0.1 and 3.0.2 called them


def _kind(name: str, kind: str, number: int) -> dict[str, str]:
    if kind == "id":
        return {"@type": "@id"}
    if kind == "list" and number > 1:
        return {"@container": "@list"}
    if (
        kind == "dateTime" and number == 3
    ):  # a prefix that this version does not explain, and that is signed as it stands
        return {"@type": "xsd:dateTime"}
    if kind in ("", "text", "list"):
        return {"@type": XSD + "string"} if number == 1 and (kind or name not in _OBJECTS) else {}
    return {"@type": XSD + kind}
