"""Signatures of seals by SSH keys: OpenSSH makes and judges them, and no secret passes through here.

What is signed is the text of a seal with plain line ends, as `seal` writes it, in a namespace of its own: a signature
made for an e-mail, a commit or a login fits no seal. What OpenSSH reads lies in a folder of its own under names of ours,
so that no name of a user's file is ever taken for an option.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from compliance.authoring.alone import NotWrittenError
from compliance.files import read_text
from compliance.model.seal import Seal
from compliance.problems import printable
from compliance.queries.verified import Signed
from compliance.workspace import SIGNERS, Country, Filed

NAMESPACE = "compliance-seal"
"""What a signature says that it was made for."""
TOOL = "ssh-keygen"
MISSING = f"{TOOL} is missing: it is part of OpenSSH, on Debian and Ubuntu of the package openssh-client"
PATIENCE = 60.0
"""Seconds for which OpenSSH may work where nobody is asked anything."""
AT_A_TERMINAL = 600.0
"""Seconds for which it may wait for a passphrase, or for somebody to touch a security key."""
USUAL = ("id_ed25519", "id_ecdsa", "id_rsa")
"""The keys that OpenSSH itself takes where none is named, in `~/.ssh`."""

_KEY = re.compile(r"SHA256:[A-Za-z0-9+/=]+")
_NOISE = re.compile(
    r"Could not verify signature\.|Signing file .*|Write signature to .*|Enter passphrase for \".*?\": ?"
)


class UncheckedError(Exception):
    """Why OpenSSH could not be asked, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """A list of allowed signers."""

    name: str
    """The file, as a user knows it."""
    text: str
    """Its text, in the form that `man ssh-keygen` describes under ALLOWED SIGNERS."""


class _Answer(NamedTuple):
    """What OpenSSH answered."""

    agrees: bool
    out: str
    why: str
    """What it complained about, on one line."""


def usual_key() -> Path:
    """The key that OpenSSH would take by itself; raises where there is none."""
    for name in USUAL:
        if (key := Path.home() / ".ssh" / name).is_file():
            return key
    raise NotWrittenError(
        f"there is no key in ~/.ssh ({', '.join(USUAL)}): name one with --sign KEY; nothing was written"
    )


def fingerprint(key: Path) -> str:
    """The fingerprint of a key, `SHA256:…`; raises where the file holds none."""
    with _writing():
        answer = _ask(("-l", "-f", str(key.absolute())))
    named = _KEY.search(answer.out)
    if not answer.agrees or named is None:
        raise NotWrittenError(f"{printable(str(key))} holds no key that OpenSSH can read; nothing was written")
    return named[0]


def signature(text: str, key: Path, expected: str, *, terminal: bool) -> str:
    """The signature of a text by a key with the expected fingerprint; raises where none came about.

    At a terminal OpenSSH asks there for the passphrase of a locked key; elsewhere it asks nobody, and fails.
    """
    with _writing(), _folder(seal=text) as folder:
        file = str(folder / "seal")
        answer = _ask(("-Y", "sign", "-f", str(key.absolute()), "-n", NAMESPACE, file), terminal=terminal)
        made = folder / "seal.sig"
        if not answer.agrees or not made.is_file():
            why = answer.why or "it says no reason"
            helps = ". Unlock the key by `ssh-add`, or seal at a terminal" if "passphrase" in why else ""
            raise NotWrittenError(f"{TOOL} did not sign with {printable(str(key))}: {why}{helps}; nothing was written")
        signed = made.read_text("ascii", errors="replace")
        key_of, _ = _key_of(text, signed)
    if key_of != expected:
        raise NotWrittenError(
            f"{printable(str(key))} signed with the key {key_of}, not with {expected}; nothing was written"
        )
    return signed


@contextmanager
def _writing() -> Iterator[None]:
    """Inside, whoever cannot ask OpenSSH writes nothing."""
    try:
        yield
    except UncheckedError as error:
        raise NotWrittenError(f"{error}; nothing was written") from None


def _key_of(text: str, signed: str) -> tuple[str | None, str]:
    """The fingerprint of the key by which a signature fits a text, or none and why it does not fit."""
    with _folder(signature=signed) as folder:
        words = ("-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(folder / "signature"))
        answer = _ask(words, text)
    named = _KEY.search(answer.out)
    return (named[0], "") if answer.agrees and named else (None, answer.why)


def signatures(country: Country, cycle: str, signers: Signers | None) -> tuple[Signed, ...]:
    """Who signed each seal of a cycle, the first first."""
    seals = sorted((number, filed) for (of, number), filed in country.seals.items() if of == cycle)
    return tuple(_judged(filed, country.signatures.get((cycle, number)), signers) for number, filed in seals)


def _judged(filed: Filed[Seal], signed: str | None, signers: Signers | None) -> Signed:
    seal, text = filed.value, filed.document.text
    verdict = partial(Signed, seal=seal.number)
    if signed is None:
        gone = seal.signed_with is not None
        words = "its signature is gone" if gone else "nobody signed it"
        return verdict(verdict="misfit" if gone else "nobody", words=words)
    try:
        key, why = _key_of(text, signed)
        if key is None:
            return verdict(verdict="misfit", words=f"its signature does not fit: {why}")
        if seal.signed_with not in (None, key):
            words = f"its signature is by the key {key}, but the seal was signed with {seal.signed_with}"
            return verdict(verdict="misfit", key=key, words=words)
        if signers is None:
            words = f"signed with the key {key}, of which no list says whose it is: write assessments/{SIGNERS}, or name a list with --signers"
            return verdict(verdict="unchecked", key=key, words=words)
        return _by(seal, text, signed, key, signers)
    except UncheckedError as error:
        return verdict(verdict="unchecked", words=f"its signature could not be checked: {error}")


def _by(seal: Seal, text: str, signed: str, key: str, signers: Signers) -> Signed:
    """By whom of the allowed signers a fitting signature is, if by any of them."""
    # A signature itself has no time: the key has to be valid at noon of the day of the seal.
    noon = f"-Overify-time={seal.on:%Y%m%d}120000"
    with _folder(signature=signed, **{SIGNERS: signers.text}) as folder:
        known = ("-f", str(folder / SIGNERS), "-s", str(folder / "signature"), noon)
        allowed = _ask(("-Y", "find-principals", *known))
        why = allowed.why
        for name in allowed.out.splitlines() if allowed.agrees else ():
            answer = _ask(("-Y", "verify", "-I", name, "-n", NAMESPACE, *known), text)
            if answer.agrees:
                by = printable(name)
                words = f"signed by {by} with the key {key}, says {signers.name}"
                return Signed(seal=seal.number, verdict="signed", by=by, key=key, words=words)
            why = answer.why
    reason = "" if why in ("", "No principal matched.") else f" ({why})"
    words = f"signed by a stranger: {signers.name} does not allow the key {key}{reason}"
    return Signed(seal=seal.number, verdict="stranger", key=key, words=words)


def signers_of(root: Path, elsewhere: Path | None) -> Signers | None:
    """The list that was named, or that of the workspace; none where there is none. Raises where it cannot be read."""
    file = elsewhere or root / "assessments" / SIGNERS
    if elsewhere is None and not file.exists():
        return None
    text, problem = read_text(file.absolute().parent if elsewhere else root, file.absolute())
    name = printable(str(elsewhere)) if elsewhere else f"assessments/{SIGNERS}"
    if text is None:
        raise UncheckedError(f"{name} cannot be read: {problem.what if problem else 'it is no text'}")
    return Signers(name=name, text=text)


@contextmanager
def _folder(**texts: str) -> Iterator[Path]:
    """A folder for nobody else's eyes with some files in it, gone afterwards."""
    with TemporaryDirectory(prefix="compliance-") as name:
        folder = Path(name)
        for file, text in texts.items():
            (folder / file).write_bytes(text.encode())
        yield folder


def _ask(words: tuple[str, ...], text: str = "", *, terminal: bool = False) -> _Answer:
    """What OpenSSH answers; raises where it is missing, too slow or cannot be started."""
    tool = shutil.which(TOOL)
    if tool is None:
        raise UncheckedError(MISSING)
    seconds = AT_A_TERMINAL if terminal else PATIENCE
    try:
        done = subprocess.run(  # noqa: S603 - no shell, the words are ours and absolute paths
            (tool, *words),
            env=None if terminal else _alone(),
            input=None if terminal else text.encode(),  # a pipe, which ends there; at a terminal what we have
            stdout=subprocess.PIPE,
            stderr=None if terminal else subprocess.PIPE,  # where it asks to touch a security key
            start_new_session=not terminal,  # so that it finds no terminal to ask at
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UncheckedError(f"{TOOL} did not answer within {seconds:.0f} seconds") from None
    except OSError as error:
        raise UncheckedError(f"{TOOL} cannot be started: {(error.strerror or str(error)).lower()}") from None
    return _Answer(done.returncode == 0, done.stdout.decode(errors="replace"), _complaint(done.stderr or b"", words))


def _alone() -> Mapping[str, str]:
    """The surroundings in which OpenSSH asks nobody for a passphrase, not in a window either."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "SSH_ASKPASS")}
    return {**kept, "SSH_ASKPASS_REQUIRE": "never"}


def _complaint(raw: bytes, words: tuple[str, ...]) -> str:
    """What OpenSSH complained about, on one line, without the folder in which its files lay."""
    text = raw.decode(errors="replace")
    for folder in {str(Path(word).parent) for word in words if os.path.isabs(word)}:  # noqa: PTH117
        text = text.replace(f"{folder}{os.sep}", "")
    lines = (_NOISE.sub("", line).strip() for line in text.splitlines())
    return "; ".join(printable(line) for line in lines if line)
