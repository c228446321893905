"""A login from Moodle or Canvas by LTI 1.3: the platform's side played by a key of our own."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from browser import COURSE
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from on_a_hub.hubs import Hub

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
ISSUER, CLIENT = "https://moodle.example.org", "client-17"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Keys(BaseHTTPRequestHandler):
    """Where the platform publishes its key."""

    def do_GET(self) -> None:
        key = json.loads(RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1", "alg": "RS256"}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"keys": [key]}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A Hub with the settings that we give to schools, that starts nobody's server."""
    platform = HTTPServer(("127.0.0.1", 0), Keys)
    threading.Thread(target=platform.serve_forever, daemon=True).start()
    keys = f"http://127.0.0.1:{platform.server_port}/keys"
    ours = "".join(
        (COURSE / "deploy/tljh" / name).read_text() for name in ("within_scope.py", "lti.py")
    )
    for there, here in (
        ("https://lms.example.org/mod/lti/certs.php", keys),
        ("https://lms.example.org/mod/lti/auth.php", f"{ISSUER}/auth"),
        ("https://lms.example.org", ISSUER),
        ("the-client-id-that-the-lms-gave", CLIENT),
    ):
        assert there in ours
        ours = ours.replace(there, here)
    started = Hub(tmp_path_factory.mktemp("lms"), ours + 'c.JupyterHub.spawner_class = "simple"\n')
    yield started
    started.stop()
    platform.shutdown()


def begins(hub: Hub, visitor: requests.Session) -> dict[str, str]:
    """What the Hub asks the platform for, when the platform says that somebody comes."""
    said = {
        "iss": ISSUER,
        "login_hint": "4711",
        "client_id": CLIENT,
        "target_link_uri": f"{hub.url}/hub/user-redirect/course",
    }
    reply = visitor.post(f"{hub.url}/hub/lti13/oauth_login", said, allow_redirects=False)
    assert reply.status_code == 302, reply.text
    address = urlsplit(reply.headers["location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{ISSUER}/auth"
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert (asked["response_mode"], asked["scope"]) == ("form_post", "openid")
    return asked


def token(asked: dict[str, str], key: Any = KEY, **other: Any) -> str:
    """What the platform says, signed, of who comes."""
    said = {
        "iss": ISSUER,
        "aud": asked["client_id"],
        "iat": int(time.time()),
        "exp": int(time.time()) + 60,
        "nonce": asked["nonce"],
        "sub": "4711",
        f"{LTI}custom": {"username": "Sam.Lee"},
        f"{LTI}version": "1.3.0",
        f"{LTI}message_type": "LtiResourceLinkRequest",
        f"{LTI}deployment_id": "1",
        f"{LTI}target_link_uri": asked["redirect_uri"],
        f"{LTI}roles": [],
        f"{LTI}resource_link": {"id": "9"},
        f"{LTI}context": {"id": "2", "label": "WS"},
        **other,
    }
    return jwt.encode(said, key, algorithm="RS256", headers={"kid": "1"})


def arrives(visitor: requests.Session, asked: dict[str, str], said: str) -> requests.Response:
    form = {"id_token": said, "state": asked["state"]}
    return visitor.post(asked["redirect_uri"], form, headers=FORM, allow_redirects=False)


@pytest.mark.slow(20)
def test_who_comes_from_the_platform_is_logged_in_and_led_to_the_course(hub: Hub) -> None:
    with requests.Session() as visitor:
        asked = begins(hub, visitor)
        reply = arrives(visitor, asked, token(asked))
        assert reply.status_code == 302, (reply.text, hub.log())
        assert reply.headers["location"] == "/hub/user-redirect/course"
        home = visitor.get(f"{hub.url}/hub/home")
        assert "sam.lee" in home.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ANOTHER},
        {"aud": "client-18"},
        {"iss": "https://other.example.org"},
        {"nonce": "0"},
        {"exp": int(time.time()) - 3600},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_nobody_else_is_let_in(hub: Hub, wrong: dict[str, Any]) -> None:
    with requests.Session() as visitor:
        asked = begins(hub, visitor)
        reply = arrives(visitor, asked, token(asked, **wrong))
        assert reply.status_code in (400, 401), reply.headers
        assert "login" in visitor.get(f"{hub.url}/hub/home").url


def test_the_platform_is_told_how_to_reach_the_hub_and_to_open_a_new_window(hub: Hub) -> None:
    told = requests.get(f"{hub.url}/hub/lti13/config", timeout=30).json()
    assert told["oidc_initiation_url"] == f"{hub.url}/hub/lti13/oauth_login"
    [placement] = [
        one for one in told["extensions"][0]["settings"]["placements"]
        if one["placement"] == "course_navigation"
    ]  # fmt: skip
    assert placement["windowTarget"] == "_blank"
    # Since in a frame it is refused.
    page = requests.get(f"{hub.url}/hub/home", timeout=30)
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
