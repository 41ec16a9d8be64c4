"""The server of a team: accounts with passwords, invitations by a link that is good once, sessions that end.

After OWASP's cheat sheets on authentication and sessions, and RFC 9106 on argon2.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from compliance.authoring.people import actor_of
from compliance.language import _
from compliance.model.people import People, Person
from compliance.screens.work.people import InvitedPage, SignInPage
from compliance.web.doors import named
from compliance.web.guard import host_of, is_here
from compliance.web.routes import Asked, Door, RefusedError, Route, Session, show
from compliance.web.store import Store

SHORTEST = 12
"""Signs of a password at least."""
LONGEST = 1000
"""Signs of a password at most: more would only cost time."""
FREE_HERE, FREE_ADDRESS, FREE_ACCOUNT = 5, 30, 100
"""Failed attempts without a delay: of one account from one address, from one address, on one account from anywhere."""
AT_ONCE = Semaphore(2)
"""So many passwords are checked at once: each takes 64 MiB."""
INVITATION = "invitation"
COOKIE, SAFE_COOKIE = "session", "__Host-session"
"""The cookie of a session on this machine, and of one by https."""


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the settings that the library recommends."""
    return PasswordHasher()


@cache
def _nobody() -> str:
    """What the password of a name is checked against that nobody has, so that it takes as long."""
    return hasher().hash("the password of nobody")


@dataclass(frozen=True, slots=True)
class AccountDoor(Door):
    """Lets in whoever signs in with name and password."""

    store: Store
    local: frozenset[str]
    """The names of this machine, under which it is asked without https."""

    @property
    def routes(self) -> tuple[Route, ...]:
        """The pages by which people come in and go out."""
        return (
            Route("GET", "/sign-in/", "open", lambda _: SignInPage()),
            Route("POST", "/sign-in/", "open", self._signed_in),
            Route("POST", "/sign-out/", "open", self._signed_out),
            Route("GET", "/invitation/{key}/", "open", lambda asked: InvitedPage(name=self._invited(asked).name)),
            Route("POST", "/invitation/{key}/", "open", self._accepted),
        )

    def session(self, request: Request, people: People | None) -> Session | None:
        """Whoever the session in the cookie belongs to, if people.yaml still names them."""
        token = request.cookies.get(self.cookie(request), "")
        person = self.store.person_of(token) if token else None
        if person is None or people is None or all(each.id != person for each in people.people):
            return None
        actor = actor_of(people, person)
        return Session(actor=actor, id=token) if actor else None

    def turned_away(self, request: Request) -> Response:
        """Shows the way to sign in, and to come back."""
        return RedirectResponse("/sign-in/", 303) if request.method == "GET" else Response(status_code=401)

    def cookie(self, request: Request) -> str:
        """The name of the cookie: by https it belongs to this host alone, and to no page without https."""
        return COOKIE if host_of(request.headers) in self.local else SAFE_COOKIE

    def _admitted(self, request: Request, person: str) -> Response:
        """Begins a new session, whatever the browser had before: a cookie that somebody else set is never taken over."""
        response, name = RedirectResponse("/work/", 303), self.cookie(request)
        safe = name == SAFE_COOKIE
        token = self.store.begin(person)
        response.set_cookie(name, token, httponly=True, secure=safe, samesite="lax" if safe else "strict", path="/")
        return response

    def _signed_in(self, asked: Asked) -> Response:
        """Begins a session, or says that name or password is wrong, in the same words whichever it is."""
        name, password = asked.text("name").strip(), asked.text("password")
        person = named(asked.workspace.roll, name) if asked.workspace.roll and name else None
        address, account = address_of(asked.request), person.id if person else name[:200]
        here = f"here {address} {account}"
        about = {here: FREE_HERE, f"address {address}": FREE_ADDRESS, f"account {account}": FREE_ACCOUNT}
        if (seconds := max(self.store.wait(each, free) for each, free in about.items())) > 0:
            page = SignInPage(name=name, wait=round(seconds + 0.5))
            response = show(asked, page, 429)
            response.headers["Retry-After"] = str(page.wait)
            return response
        kept = self.store.accounts().get(person.id) if person else None
        if not is_password(kept.hash if kept else None, password) or person is None:
            self.store.failed(*about)
            return show(asked, SignInPage(name=name, wrong=True), 403)
        # Only this account from here is forgotten: else whoever has an account clears the way for the next guesses at others.
        self.store.succeeded(here)
        return self._admitted(asked.request, person.id)

    def _signed_out(self, asked: Asked) -> Response:
        """Ends the session, and with `all` every session of the person."""
        if asked.session is not None:
            person = self.store.person_of(asked.session.id)
            self.store.end(asked.session.id)
            if asked.text("all") and person:
                self.store.end_all(person)
        response = RedirectResponse("/sign-in/", 303)
        response.delete_cookie(self.cookie(asked.request), path="/")
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def _accepted(self, asked: Asked) -> Response:
        """Keeps the password that somebody chose who is invited, and begins a session."""
        person, password = self._invited(asked), asked.text("password")
        if why := objection(password, asked.text("again"), person):
            return show(asked, InvitedPage(name=person.name, wrong=why), 422)
        with AT_ONCE:
            kept = hasher().hash(_plain(password))
        if self.store.spend(INVITATION, asked.part("key")) is None:  # somebody else was quicker by the same link
            raise RefusedError(404, _("The invitation is used, withdrawn or too old. Ask for another one."))
        self.store.keep_password(person.id, kept)
        return self._admitted(asked.request, person.id)

    def _invited(self, asked: Asked) -> Person:
        id_ = self.store.offered(INVITATION, asked.part("key"))
        roll = asked.workspace.roll
        person = next((each for each in roll.people if each.id == id_), None) if roll and id_ else None
        if person is None:
            raise RefusedError(404, _("The invitation is used, withdrawn or too old. Ask for another one."))
        return person


def address_of(request: Request) -> str:
    """From where a request comes: of a proxy on this machine, what it added last to the list of addresses."""
    client = request.client.host if request.client else ""
    forwarded = ",".join(request.headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
    return forwarded if forwarded and is_here(request) else client


def is_password(kept: str | None, password: str) -> bool:
    """Whether a password is the one that is kept; it takes as long where none is kept."""
    if len(password) > LONGEST:
        return False
    with AT_ONCE:
        try:
            return hasher().verify(kept or _nobody(), _plain(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def _plain(password: str) -> str:
    """A password in one form, however a keyboard composes its letters."""
    return unicodedata.normalize("NFC", password)


def objection(password: str, again: str, person: Person) -> str:
    """Why a password is not taken, in a sentence; nothing where it is."""
    if len(_plain(password)) < SHORTEST:
        return _("Use at least %(count)s signs; a sentence of some words is easy to remember.") % {"count": SHORTEST}
    if len(password) > LONGEST:
        return _("Use at most %(count)s signs.") % {"count": LONGEST}
    if password != again:
        return _("The two do not agree.")
    own = [form.casefold() for form in (*person.forms, person.email or "") if len(form) > 2]
    if len(set(password)) < 5 or any(password.casefold().replace(form, "") in ("", "1", "123") for form in own):
        return _("That is easy to guess.")
    return ""
