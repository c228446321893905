"""A certificate: a page to print, and a credential that another program can check."""

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
from makers import DUTY, PICK, RATE, TELL, a_capstone, a_hand_in, a_notebook, save
from test_scripts import lacking, run_node

from .instructor import RIGHT, Instructor, Page

APART, SAFE = (f"outcome: [{name}]\ndimension: [purpose]\n" for name in ("LO1", "LO8"))
YAML = (RATE + APART, DUTY + SAFE)
KEPT = {"rate": {"best": "a", "worst": "b"}, "duty": {"choice": "a"}}
SCHOOL = "school: {name: A School, address: 'https://school.example'}\n"
CONFIRMED = ("--seen", "Twelve supervised sessions.", "--by", "Ines Roth", "--on", "2026-11-20")
WHOLE = ("certificate", "Ana Ruiz", *CONFIRMED, "--agreed")
CHECK = Path(__file__).parent / "credential_check.mjs"
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


def hands_in(
    instructor: Instructor, answers: dict[str, Any], yaml: tuple[str, ...] = YAML, **more: Any
) -> None:
    instructor.gets("ana.ipynb", a_hand_in(answers, yaml=yaml, exercise="ex02", **more))
    instructor.grades()


def names_its_school(instructor: Instructor, school: str = SCHOOL) -> None:
    file = instructor.course / "course.yaml"
    file.write_text(file.read_text() + school)


@pytest.fixture
def graded(instructor: Instructor) -> Instructor:
    """Ana kept the duty of the capstone, and the school has said who it is."""
    a_capstone(instructor.course, *YAML, ex01=(PICK + APART,))
    names_its_school(instructor)
    hands_in(instructor, KEPT)
    return instructor


@pytest.fixture
def signing(graded: Instructor) -> Instructor:
    assert graded.runs("certificate", "--new-key") == 0
    return graded


def token_of(instructor: Instructor, name: str = "Ana Ruiz") -> str:
    return (instructor.out / "certificates" / f"{name}.jwt").read_text()


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A token's header and payload, read without any library for it."""
    head, body, _ = token.split(".")
    header, payload = (json.loads(base64.urlsafe_b64decode(one + "==")) for one in (head, body))
    return header, payload


def page_of(instructor: Instructor) -> Page:
    return Page(instructor.out / "certificates" / "Ana Ruiz.html")


class TestPage:
    def test_it_tells_outcomes_and_who_saw_what_when(self, signing: Instructor) -> None:
        assert signing.runs(*WHOLE) == 0
        text = page_of(signing).text
        assert "Ana Ruiz completed Within Scope, given by A School." in text
        assert "Tell the two apart 1 of 2 points Act in an emergency 1 of 1 point" in text
        assert "Twelve supervised sessions. Confirmed by Ines Roth on November 20, 2026." in text

    @pytest.mark.parametrize(
        ("answers", "told"),
        [
            ({"duty": {"choice": "b"}}, "Not yet: a plain duty of safety was missed"),
            ({}, "Not answered: a plain duty of safety was left out"),
            ({"duty": {"choice": "z"}}, "Not told: an answer on a plain duty of safety could not"),
        ],
    )
    def test_what_is_open_is_told_as_it_is_and_nothing_is_signed(
        self, signing: Instructor, answers: dict[str, Any], told: str
    ) -> None:
        signing.runs(*WHOLE)
        hands_in(signing, {"rate": KEPT["rate"]} | answers, handed_in_at="2026-11-21T10:00:00Z")
        assert signing.runs(*WHOLE) == 1
        text = page_of(signing).text
        assert f"Act in an emergency {told}" in text
        assert "took part in Within Scope" in text
        assert "completed" not in text
        assert f"- Act in an emergency: {told}" in signing.said
        assert not (signing.out / "certificates" / "Ana Ruiz.jwt").exists()

    def test_what_waits_to_be_marked_is_open(self, instructor: Instructor) -> None:
        yaml = (*YAML, TELL + APART)
        a_capstone(instructor.course, *yaml)
        hands_in(instructor, KEPT | {"tell": {"text": "I coach."}}, yaml)
        assert instructor.runs(*WHOLE) == 1
        assert "Tell the two apart Not told yet: an answer has no score" in page_of(instructor).text

    def test_without_a_capstone_all_exercises_count_and_those_left_out_are_named(
        self, instructor: Instructor
    ) -> None:
        save(instructor.course / "solutions/01_ground.ipynb", a_notebook(RATE + APART))
        instructor.gets("ana.ipynb", a_hand_in({"rate": RIGHT["rate"]}, yaml=(RATE + APART,)))
        instructor.grades()
        assert instructor.runs(*WHOLE) == 1
        text = page_of(instructor).text
        assert "Handed in: Shared ground. Not handed in: The line." in text

    def test_what_people_wrote_is_text_on_it(self, signing: Instructor) -> None:
        mark = "<script>alert(1)</script>"
        words = ("--seen", f"Twelve good {mark}", "--by", mark, "--on", "2026-11-20", "--agreed")
        assert signing.runs("certificate", "Ana Ruiz", *words, "--name", mark) == 0
        page = page_of(signing)
        assert "script" not in {tag for tag, _ in page.tags}
        assert page.text.count(mark) >= 3

    def test_it_needs_no_school_and_no_key(self, instructor: Instructor) -> None:
        a_capstone(instructor.course, *YAML)
        hands_in(instructor, KEPT)
        assert instructor.runs(*WHOLE) == 1
        assert "say who you are in course.yaml" in instructor.said
        assert "Ana Ruiz completed Within Scope" in page_of(instructor).text
        names_its_school(instructor)
        assert instructor.runs(*WHOLE) == 1
        assert "make a key: withinscope certificate --new-key" in instructor.said


class TestRefusing:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ((), "Scores alone are no proof of competence"),
            (("--seen", "Good.", *CONFIRMED[2:], "--agreed"), "Scores alone"),
            ((*CONFIRMED[:2], "--on", "2026-11-20", "--agreed"), "Scores alone"),
            ((*CONFIRMED[:4], "--agreed"), "Scores alone"),
            ((*CONFIRMED[:2], "--by", "\u200b ", *CONFIRMED[4:], "--agreed"), "Scores alone"),
            (CONFIRMED, "Ask them first; once they agreed, add --agreed."),
            ((*CONFIRMED[:5], "20.11.2026", "--agreed"), "20.11.2026 is no date."),
            ((*CONFIRMED[:5], "9999-01-01", "--agreed"), "9999-01-01 has not come yet."),
            ((*CONFIRMED, "--agreed", "--until", "2020-01-01"), "2020-01-01 is over."),
            ((*CONFIRMED, "--agreed", "--email", "ana"), "ana is no e-mail address."),
        ],
    )
    def test_nothing_is_written_without_what_a_person_has_to_say(
        self, signing: Instructor, words: tuple[str, ...], told: str
    ) -> None:
        assert signing.runs("certificate", "Ana Ruiz", *words) == 2
        assert told in signing.complained
        assert not (signing.out / "certificates").exists()

    @pytest.mark.parametrize(
        ("name", "told"),
        [("Nobody", "Nobody in the gradebook is called Nobody."), (None, "For whom?")],
    )
    def test_it_is_for_somebody_whom_the_gradebook_knows(
        self, signing: Instructor, name: str | None, told: str
    ) -> None:
        words = [one for one in ("certificate", name, *CONFIRMED, "--agreed") if one]
        assert signing.runs(*words) == 2
        assert told in signing.complained

    def test_two_workbooks_under_one_name_are_settled_first(self, signing: Instructor) -> None:
        other = a_hand_in(KEPT, yaml=YAML, exercise="ex02", workbook="another")
        signing.gets("other.ipynb", other)
        signing.grades()
        assert signing.runs(*WHOLE) == 2
        assert "under two workbooks" in signing.complained

    def test_a_person_without_an_answer_about_an_outcome_gets_none(
        self, instructor: Instructor
    ) -> None:
        instructor.gets("ana.ipynb", a_hand_in(RIGHT))
        instructor.grades()
        assert instructor.runs(*WHOLE) == 2
        assert "Nothing that they handed in was about an outcome" in instructor.complained


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
        self, graded: Instructor
    ) -> None:
        file = graded.course / "course.yaml"
        address = "https://school.example/key.json"
        file.write_text(file.read_text().replace("example'}", f"example', key: '{address}'}}"))
        graded.runs("certificate", "--new-key")
        assert graded.runs(*WHOLE) == 0
        header, _ = parts(token_of(graded))
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


def test_who_is_forgotten_has_no_certificate_there_any_more(signing: Instructor) -> None:
    signing.runs(*WHOLE)
    assert signing.runs("forget", "Ana Ruiz", "--apply") == 0
    assert list((signing.out / "certificates").iterdir()) == []
    assert "whoever was given it still has it" in signing.said


class TestKey:
    @posix
    def test_the_schools_key_is_readable_by_its_owner_alone(self, signing: Instructor) -> None:
        assert (signing.out / "school-key.pem").stat().st_mode & 0o777 == 0o600

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
