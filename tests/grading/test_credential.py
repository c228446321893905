"""What is signed with a certificate, another program can check; and the school's key for it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from test_scripts import lacking, run_node

from .certifying import WHOLE
from .instructor import Instructor

CHECK = Path(__file__).parent / "credential_check.mjs"
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


def token_of(instructor: Instructor, name: str = "Ana Ruiz") -> str:
    return (instructor.out / "certificates" / f"{name}.jwt").read_text()


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A token's header and payload, read without any library for it."""
    head, body, _ = token.split(".")
    header, payload = (json.loads(base64.urlsafe_b64decode(one + "==")) for one in (head, body))
    return header, payload


class TestCredential:
    def test_another_program_finds_it_signed_by_the_school_and_whole(
        self, signing: Instructor, tmp_path: Path
    ) -> None:
        """jose, in Node.js: nothing of it, nor of its cryptography, is what signed."""
        if not (CHECK.parents[2] / "node_modules/jose").is_dir():
            lacking("jose is not installed, so no other program checks a credential: npm ci")
        assert signing.runs(*WHOLE) == 0
        file = signing.out / "certificates" / "Ana Ruiz.jwt"
        key = signing.out / "school-key-public.json"
        run_node(str(CHECK), str(file), str(key), "valid", folder=CHECK.parent)
        head, body, signature = file.read_text().split(".")
        other = json.loads(base64.urlsafe_b64decode(body + "=="))
        other["credentialSubject"]["identifier"][0]["identityHash"] = "Bo"
        forged = base64.urlsafe_b64encode(json.dumps(other).encode()).decode().rstrip("=")
        (tmp_path / "forged.jwt").write_text(f"{head}.{forged}.{signature}")
        run_node(str(CHECK), str(tmp_path / "forged.jwt"), str(key), "forged", folder=CHECK.parent)

    def test_it_is_an_open_badge_whose_claims_agree_with_it(self, signing: Instructor) -> None:
        assert signing.runs(*WHOLE, "--until", "2999-12-31") == 0
        header, payload = parts(token_of(signing))
        assert (header["alg"], header["typ"], set(header)) == (
            "RS256",
            "JWT",
            {"alg", "typ", "jwk"},
        )
        assert set(header["jwk"]) == {"kty", "n", "e"}
        assert payload["@context"][0] == "https://www.w3.org/ns/credentials/v2"
        assert payload["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
        assert payload["iss"] == payload["issuer"]["id"] == "https://school.example"
        assert (payload["jti"], payload["sub"]) == (
            payload["id"],
            payload["credentialSubject"]["id"],
        )
        for claim, field in (("nbf", "validFrom"), ("exp", "validUntil")):
            assert payload[claim] == datetime.fromisoformat(payload[field]).timestamp()
        assert payload["validUntil"] == "2999-12-31T23:59:59Z"

    def test_it_tells_points_by_outcome_and_what_was_seen(self, signing: Instructor) -> None:
        signing.runs(*WHOLE)
        _, payload = parts(token_of(signing))
        subject = payload["credentialSubject"]
        described = {one["id"]: one for one in subject["achievement"]["resultDescription"]}
        came_to = [(described[one["resultDescription"]], one["value"]) for one in subject["result"]]
        assert [(about["name"], value, about["valueMax"]) for about, value in came_to] == [
            ("Tell the two apart", "1", "2"),
            ("Act in an emergency", "1", "1"),
        ]
        assert payload["evidence"][0]["narrative"] == (
            "Twelve supervised sessions. Confirmed by Ines Roth on 2026-11-20."
        )

    def test_it_says_nothing_of_the_person_but_what_they_agreed_to(
        self, signing: Instructor
    ) -> None:
        assert signing.runs(*WHOLE, "--name", "A. Ruiz", "--email", "ana@example.org") == 0
        _, payload = parts(token_of(signing))
        name, mail = payload["credentialSubject"]["identifier"]
        assert (name["identityHash"], name["hashed"]) == ("A. Ruiz", False)
        hashed = hashlib.sha256(f"ana@example.org{mail['salt']}".encode()).hexdigest()
        assert (mail["identityHash"], mail["hashed"]) == (f"sha256${hashed}", True)
        for unsaid in ("Ana Ruiz", "ana@", "book-of-ana", "ana.ipynb", '"choice"'):
            assert unsaid not in json.dumps(payload)

    def test_where_the_key_is_published_its_address_takes_its_place(
        self, certifiable: Instructor
    ) -> None:
        file = certifiable.course / "course.yaml"
        address = "https://school.example/key.json"
        file.write_text(file.read_text().replace("example'}", f"example', key: '{address}'}}"))
        certifiable.runs("certificate", "--new-key")
        assert certifiable.runs(*WHOLE) == 0
        header, _ = parts(token_of(certifiable))
        assert (header["kid"], "jwk" in header) == (address, False)

    def test_two_are_never_the_same_and_the_achievement_always(self, signing: Instructor) -> None:
        signing.runs(*WHOLE)
        _, first = parts(token_of(signing))
        signing.runs(*WHOLE)
        _, second = parts(token_of(signing))
        ids = [(one["id"], one["credentialSubject"]["id"]) for one in (first, second)]
        assert len({*ids[0], *ids[1]}) == 4
        achievements = [one["credentialSubject"]["achievement"]["id"] for one in (first, second)]
        assert achievements[0] == achievements[1]


class TestKey:
    @posix
    def test_the_schools_key_is_readable_by_its_owner_alone(self, certifiable: Instructor) -> None:
        assert certifiable.runs("certificate", "--new-key") == 0
        assert (certifiable.out / "school-key.pem").stat().st_mode & 0o777 == 0o600

    def test_what_others_are_given_holds_nothing_secret(self, signing: Instructor) -> None:
        public = json.loads((signing.out / "school-key-public.json").read_text())
        assert set(public) == {"kty", "n", "e"}

    def test_a_key_is_never_replaced(self, signing: Instructor) -> None:
        before = (signing.out / "school-key.pem").read_bytes()
        assert signing.runs("certificate", "--new-key") == 2
        assert "There is a key already" in signing.complained
        assert (signing.out / "school-key.pem").read_bytes() == before

    @posix
    def test_a_key_that_others_can_read_signs_nothing(self, signing: Instructor) -> None:
        (signing.out / "school-key.pem").chmod(0o640)
        assert signing.runs(*WHOLE) == 2
        assert "Others on this computer can read the key" in signing.complained
        assert not list((signing.out / "certificates").glob("*.jwt"))

    @pytest.mark.parametrize("content", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n"])
    def test_what_is_no_key_is_told_plainly(self, signing: Instructor, content: str) -> None:
        (signing.out / "school-key.pem").write_text(content)
        assert signing.runs(*WHOLE) == 2
        assert re.search(r"school-key.pem is no key", signing.complained)
