"""What a server of a team keeps beside the folder: accounts, sessions, invitations, failed attempts. No secret as such is in it.

Passwords are kept as argon2id hashes; of ids of sessions and of one-time keys the SHA-256 is kept, so that nobody who reads
the file can use them. The file lies outside the folder, which holds the work and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

Clock = Callable[[], float]
FILE = "server.sqlite3"
DAY = 86_400.0
LONGEST = DAY / 2
"""Seconds after which a session ends, used or not."""
IDLE = 3600.0
"""Seconds after which a session ends that nobody uses."""
INVITED = 7 * DAY
"""Seconds for which an invitation is good."""
FORGOTTEN = DAY
"""Seconds after which failed attempts are forgotten."""
SLOWEST = 900.0
"""Seconds that somebody waits at most after failed attempts."""
TABLES = """
CREATE TABLE IF NOT EXISTS account (person TEXT PRIMARY KEY, hash TEXT NOT NULL, made REAL NOT NULL, seen REAL);
CREATE TABLE IF NOT EXISTS session (digest TEXT PRIMARY KEY, person TEXT NOT NULL, begun REAL NOT NULL, used REAL NOT NULL);
CREATE TABLE IF NOT EXISTS once (digest TEXT PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS reply (request TEXT PRIMARY KEY, by TEXT NOT NULL, at REAL NOT NULL, sent INTEGER NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS event (at REAL NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS failure (about TEXT PRIMARY KEY, times INTEGER NOT NULL, last REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a person of people.yaml."""

    hash: str
    """The password as argon2id keeps it."""
    seen: float | None
    """When they last used it, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an institution typed to a request for figures."""

    by: str
    """Who filled it in, as they say."""
    at: float
    """When, in seconds since 1970."""
    sent: bool
    """Whether it was sent; else it is a draft."""
    data: str
    """Every field by its name, as JSON."""


class Store:
    """The file of a server; each method is one transaction, whatever thread asks."""

    def __init__(self, folder: Path, clock: Clock = time.time) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        file = folder / FILE
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        file.chmod(0o600)
        self.clock, self._lock = clock, Lock()
        self._base = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.executescript(TABLES)

    @contextmanager
    def _at_once(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it, or nothing."""
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What one statement gives; it is a transaction of its own."""
        with self._at_once() as base:
            return base.execute(statement, values).fetchall()

    def accounts(self) -> Mapping[str, Account]:
        """Every account by the id of its person."""
        return {person: Account(*kept) for person, *kept in self._rows("SELECT person, hash, seen FROM account")}

    def keep_password(self, person: str, kept: str) -> None:
        """Gives a person an account, or another password; whoever is signed in under the old one is signed out."""
        with self._at_once() as base:
            base.execute(
                "INSERT INTO account (person, hash, made) VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE SET hash = excluded.hash",
                (person, kept, self.clock()),
            )
            base.execute("DELETE FROM session WHERE person = ?", (person,))

    def close_account(self, person: str) -> None:
        """Takes a person's account, sessions and invitations away."""
        with self._at_once() as base:
            base.execute("DELETE FROM account WHERE person = ?", (person,))
            base.execute("DELETE FROM session WHERE person = ?", (person,))
            base.execute("DELETE FROM once WHERE kind = 'invitation' AND about = ?", (person,))

    def begin(self, person: str) -> str:
        """A new session of a person: what their cookie holds."""
        token, now = secrets.token_urlsafe(32), self.clock()
        with self._at_once() as base:
            base.execute("DELETE FROM session WHERE begun < ? OR used < ?", (now - LONGEST, now - IDLE))
            base.execute("INSERT INTO session VALUES (?, ?, ?, ?)", (hidden(token), person, now, now))
            base.execute("UPDATE account SET seen = ? WHERE person = ?", (now, person))
        return token

    def person_of(self, token: str) -> str | None:
        """Whose session it is; nobody's where it has ended."""
        now, digest = self.clock(), hidden(token)
        with self._at_once() as base:
            row = base.execute("SELECT person, begun, used FROM session WHERE digest = ?", (digest,)).fetchone()
            if row is None or now >= row[1] + LONGEST or now >= row[2] + IDLE:
                base.execute("DELETE FROM session WHERE digest = ?", (digest,))
                return None
            if now >= row[2] + 60:  # a write a minute is enough to know that it is used
                base.execute("UPDATE session SET used = ? WHERE digest = ?", (now, digest))
                base.execute("UPDATE account SET seen = ? WHERE person = ?", (now, row[0]))
        return str(row[0])

    def end(self, token: str) -> None:
        """Ends a session."""
        self._rows("DELETE FROM session WHERE digest = ?", hidden(token))

    def end_all(self, person: str) -> None:
        """Ends every session of a person."""
        self._rows("DELETE FROM session WHERE person = ?", person)

    def offer(self, kind: str, about: str, seconds: float = INVITED, *, alone: bool = True) -> str:
        """A key that is good once, for one thing; with `alone`, earlier ones for the same thing are good no more."""
        token, now = secrets.token_urlsafe(32), self.clock()
        with self._at_once() as base:
            base.execute("DELETE FROM once WHERE until <= ?", (now,))
            if alone:
                base.execute("DELETE FROM once WHERE kind = ? AND about = ?", (kind, about))
            base.execute("INSERT INTO once VALUES (?, ?, ?, ?)", (hidden(token), kind, about, now + seconds))
        return token

    def offered(self, kind: str, token: str) -> str | None:
        """What a key is for; nothing where it is used, withdrawn or too old."""
        about = "SELECT about FROM once WHERE digest = ? AND kind = ? AND until > ?"
        return next((str(row[0]) for row in self._rows(about, hidden(token), kind, self.clock())), None)

    def spend(self, kind: str, token: str) -> str | None:
        """The same, and the key is good no more: of two who use it at once, one gets it."""
        with self._at_once() as base:
            return self._taken(base, kind, token)

    def _taken(self, base: sqlite3.Connection, kind: str, token: str) -> str | None:
        about = "DELETE FROM once WHERE digest = ? AND kind = ? AND until > ? RETURNING about"
        row = base.execute(about, (hidden(token), kind, self.clock())).fetchone()
        return None if row is None else str(row[0])

    def open_offers(self, kind: str) -> Mapping[str, float]:
        """Until when there are keys of a kind, by what they are for."""
        return dict(self._rows("SELECT about, until FROM once WHERE kind = ? AND until > ?", kind, self.clock()))

    def withdraw(self, kind: str, about: str) -> None:
        """Makes keys for a thing good no more."""
        self._rows("DELETE FROM once WHERE kind = ? AND about = ?", kind, about)

    def keep_reply(self, request: str, by: str, data: str, spends: str | None = None) -> bool:
        """Keeps what an institution typed, as a draft or, where a key is spent with it, as sent; whether that key was good."""
        with self._at_once() as base:
            if spends is not None and self._taken(base, "request", spends) is None:
                return False
            base.execute(
                "INSERT OR REPLACE INTO reply VALUES (?, ?, ?, ?, ?)",
                (request, by, self.clock(), int(spends is not None), data),
            )
        return True

    def reply(self, request: str) -> Reply | None:
        """What an institution typed to a request, if anything."""
        rows = self._rows("SELECT by, at, sent, data FROM reply WHERE request = ?", request)
        return next((Reply(by, at, bool(sent), data) for by, at, sent, data in rows), None)

    def forget_reply(self, request: str) -> None:
        """Takes away what an institution typed: it is taken in, or put aside."""
        self._rows("DELETE FROM reply WHERE request = ?", request)

    def note(self, by: str, what: str) -> None:
        """Notes who did what to accounts and roles; what is older than a year is forgotten."""
        now = self.clock()
        with self._at_once() as base:
            base.execute("DELETE FROM event WHERE at < ?", (now - 365 * DAY,))
            base.execute("INSERT INTO event VALUES (?, ?, ?)", (now, by, what))

    def events(self, most: int = 50) -> tuple[tuple[float, str, str], ...]:
        """What was noted, the latest first: when, by whom, what."""
        rows = self._rows("SELECT at, by, what FROM event ORDER BY at DESC, rowid DESC LIMIT ?", most)
        return tuple((at, by, what) for at, by, what in rows)

    def wait(self, about: str, free: int) -> float:
        """Seconds that are still to be waited after failed attempts, of which so many are free."""
        for times, last in self._rows("SELECT times, last FROM failure WHERE about = ?", about):
            return max(0.0, last + delay(times - free) - self.clock()) if times >= free else 0.0
        return 0.0

    def failed(self, *about: str) -> None:
        """Notes a failed attempt."""
        now = self.clock()
        with self._at_once() as base:
            base.execute("DELETE FROM failure WHERE last < ?", (now - FORGOTTEN,))
            base.executemany(
                "INSERT INTO failure VALUES (?, 1, ?) ON CONFLICT (about) DO UPDATE SET times = times + 1, last = excluded.last",
                [(each, now) for each in about],
            )

    def succeeded(self, about: str) -> None:
        """Forgets failed attempts."""
        self._rows("DELETE FROM failure WHERE about = ?", about)


def delay(times: int) -> float:
    """Seconds to wait after so many failed attempts beyond the free ones: 1, 2, 4, … up to a quarter of an hour."""
    return min(SLOWEST, 2.0 ** min(times, 20))


def hidden(token: str) -> str:
    """What is kept of a key: it has 256 bits, so a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
