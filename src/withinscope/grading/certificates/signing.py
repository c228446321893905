"""The school's key, and the signature: a JSON Web Token (Open Badges 3.0, section 8.2), RS256.

The packages for it are imported when a key is used, since no other command needs them.
"""

from __future__ import annotations

import json
import os
import stat
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withinscope import disk
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

KEY, PUBLIC = "school-key.pem", "school-key-public.json"
BITS = 3072
"""As strong as what it guards for years to come (NIST SP 800-57, part 1, table 2)."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def new_key(folder: Path) -> Path:
    """Make a key in a folder, readable by its owner alone, and its public half beside it.

    Returns the private key's file. Raises Mistake where there is one: it is never replaced.
    """
    _needed()
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    path = folder / KEY
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(pem)
        disk.write_whole(folder / PUBLIC, json.dumps(public(key), indent=1) + "\n")
    except FileExistsError:
        what = f"There is a key already: {path}. What it signed could not be checked without it."
        raise Mistake(
            Problem(what, "Keep it. For another, move this one to a safe place.")
        ) from None
    except OSError as error:
        what = f"The key can't be written ({error.strerror})."
        raise Mistake(Problem(what, "Make room, or name another folder: --out.")) from None
    return path


def read_key(folder: Path) -> RSAPrivateKey | None:
    """Return the school's key, None where none was made.

    Raises Mistake for one that others can read, or that is none.
    """
    path = folder / KEY
    if not path.is_file():
        return None
    _needed()
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & _OTHERS:
        what = f"Others on this computer can read the key {path}, so it may have been copied."
        mend = f"Make a new one, if they may have; else: chmod 600 {path}"
        raise Mistake(Problem(what, mend))
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        key = None
    if not isinstance(key, RSAPrivateKey):
        what = f"{path} is no key that `certificate --new-key` made, or can't be read."
        raise Mistake(Problem(what, "Put the school's key back, from where a copy is kept."))
    return key


def public(key: RSAPrivateKey) -> dict[str, Any]:
    """Return the public half as JSON Web Key (RFC 7517)."""
    from jwt.algorithms import RSAAlgorithm

    found: dict[str, Any] = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {name: found[name] for name in ("kty", "n", "e")}


def signed(credential: dict[str, Any], key: RSAPrivateKey, address: str | None) -> str:
    """Return a credential as a signed token (compact JWS).

    Its header tells the `address` of the public key, or, where there is none, the key itself.
    """
    import jwt

    claims = {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    header = {"kid": address} if address else {"jwk": public(key)}
    return jwt.encode(credential | claims, key, algorithm="RS256", headers=header)


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def _needed() -> None:
    """Raise Mistake, with what to do, unless the packages for signing are there."""
    for package in ("jwt", "cryptography"):
        if find_spec(package) is None:
            what = f"For signing one more package is needed: {package}."
            mend = 'Install what instructors need: python3 -m pip install "withinscope[instructor]"'
            raise Mistake(Problem(what, mend))
