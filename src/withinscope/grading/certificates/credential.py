"""An Open Badges 3.0 credential, as JSON (1EdTech, Open Badges 3.0; W3C, VC Data Model 2.0)."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec import Struct

from withinscope.course import Course, School
from withinscope.grading import text
from withinscope.grading.certificates.earned import Earned, Seen

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
CRITERIA = (
    "Handed in the graded exercises of the course, in which no plain duty of safety was missed or "
    "left out, and was seen at work by the person who confirms it in the evidence. Points are for "
    "what somebody would do in a situation that is described; there is no pass mark."
)


class Whom(Struct, frozen=True):
    """Whom a credential is for: the name, and the e-mail address if they want it found by that."""

    name: str
    email: str = ""


class Term(Struct, frozen=True):
    """From when a credential holds, in whole seconds, and until the end of which day, in UTC."""

    start: datetime
    until: date | None = None

    @property
    def end(self) -> datetime | None:
        """The last moment at which it holds."""
        return None if self.until is None else datetime.combine(self.until, time(23, 59, 59), UTC)


def credential(
    course: Course, school: School, whom: Whom, came_to: Earned, seen: Seen, term: Term
) -> dict[str, Any]:
    """Return the credential, not signed yet. It says nothing of the person but `whom`."""
    return {
        "@context": list(CONTEXT),
        "id": uuid.uuid4().urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": course.title,
        "issuer": {
            "id": school.address,
            "type": ["Profile"],
            "name": school.name,
            "url": school.address,
        },
        "validFrom": _moment(term.start),
        **({"validUntil": _moment(term.end)} if term.end else {}),
        "credentialSubject": _subject(whom, _described(course, school, came_to), came_to),
        "evidence": [
            {
                "type": ["Evidence"],
                "name": "Seen at work",
                "narrative": f"{seen.what} Confirmed by {seen.by} on {seen.on.isoformat()}.",
            }
        ],
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def _subject(whom: Whom, about: dict[str, Any], came_to: Earned) -> dict[str, Any]:
    """Return who has earned the achievement, and with which points."""
    return {
        "id": uuid.uuid4().urn,  # made for this credential alone; it leads to nobody
        "type": ["AchievementSubject"],
        "identifier": list(_identifiers(whom)),
        "achievement": about,
        "result": [
            {
                "type": ["Result"],
                "resultDescription": each["id"],
                "value": text.number(one.points, 2),
            }
            for each, one in zip(about["resultDescription"], came_to.outcomes, strict=True)
        ],
    }


def _described(course: Course, school: School, came_to: Earned) -> dict[str, Any]:
    """Return what the achievement is; its id is the same for all to whom the school gives it."""
    own = uuid.uuid5(uuid.NAMESPACE_URL, f"{school.address}#{course.title}")
    return {
        "id": own.urn,
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": course.title,
        "description": f"Completed {course.title}, given by {school.name}.",
        "criteria": {"narrative": CRITERIA},
        "resultDescription": [
            {
                "id": uuid.uuid5(own, one.text).urn,
                "type": ["ResultDescription"],
                "name": one.text,
                "resultType": "RawScore",
                "valueMin": "0",
                "valueMax": text.number(one.highest, 2),
            }
            for one in came_to.outcomes
        ],
    }


def _identifiers(whom: Whom) -> list[dict[str, Any]]:
    name = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": whom.name,
        "identityType": "name",
    }
    if not whom.email:
        return [name]
    salt = secrets.token_hex(16)
    digest = hashlib.sha256((whom.email + salt).encode()).hexdigest()
    mail = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": salt,
    }
    return [name, mail]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
