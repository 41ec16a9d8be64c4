"""History in Git: commits in the background, by whom, with which message; a save never waits for it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from desk import Desk

from compliance.folder import read_workspace
from compliance.model.people import People, Person
from compliance.web.git import QUIET, Git, GitError, author_of, deeds, message

CHECKLIST = "assessments/arcadia/2026/lighthouses.yaml"
LOG = '{"when": "2026-07-01T09:00:00+00:00", "by": "Ana", "what": "imported", "file": "2026/lighthouses.yaml", "instrument": "lighthouses", "changes": [{"about": "L.1.1", "field": "gap", "new": "a secret"}, {"about": "L.2.1", "field": "rating"}], "after": "0"}\n'
PEOPLE = People(people=(Person(id="ana", name="Ana", email="ana@example.org", roles={}),))


class Repository:
    """A workspace in a repository of its own, and a clock that somebody sets."""

    def __init__(self, folder: Path) -> None:
        self.desk, self.now = Desk(folder / "work"), 0.0
        self.root = self.desk.root
        self.git("init", "-q", "-b", "main")
        self.git("add", ".")
        self.git("commit", "-qm", "First")

    def git(self, *words: str) -> str:
        own = ["-c", "user.name=Somebody", "-c", "user.email=s@example.org"]
        return subprocess.run(
            ["git", "-C", str(self.root), *own, *words], check=True, capture_output=True, text=True
        ).stdout

    def server(self, *, push: bool = False) -> Git:
        return Git(self.root, lambda: PEOPLE, push=push, clock=lambda: self.now)

    def write(self, server: Git, by: str, text: str, log: str = LOG) -> None:
        before = server.before(by, "arcadia")
        self.hand(text)
        server.wrote(by, "arcadia", before, log)

    def hand(self, text: str) -> None:
        file = self.root / CHECKLIST
        file.write_text(f"{file.read_text('utf-8')}{text}", "utf-8")

    @property
    def commits(self) -> list[str]:
        lines = self.git("log", "--format=%an <%ae> %s").splitlines()
        return lines[:-1]

    def changed(self, commit: str = "HEAD") -> list[str]:
        return self.git("show", "--format=", "--name-only", commit).splitlines()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_what_somebody_wrote_is_committed_when_it_has_been_quiet(repository: Repository) -> None:
    server = repository.server()
    repository.write(server, "Ana", "# a\n")
    repository.now = QUIET - 1
    server.tick()
    assert repository.commits == []
    repository.write(server, "Ana", "# b\n")
    repository.now = QUIET
    server.tick()
    assert repository.commits == []
    repository.now = 2 * QUIET - 1
    server.tick()
    assert repository.commits == ["Ana <ana@example.org> arcadia, lighthouses: L.1.1, L.2.1 answered"]
    assert repository.changed() == [CHECKLIST]
    server.flush()
    assert len(repository.commits) == 1


def test_another_person_in_the_same_country_makes_a_commit_of_the_first(repository: Repository) -> None:
    server = repository.server()
    repository.write(server, "Ana", "# a\n")
    repository.write(server, "Boro", "# b\n")
    assert [line.partition(" arcadia")[0] for line in repository.commits] == ["Ana <ana@example.org>"]
    assert "# b" not in repository.git("show", f"HEAD:{CHECKLIST}")
    server.close()
    assert [line.partition(" arcadia")[0] for line in repository.commits] == ["Boro <>", "Ana <ana@example.org>"]


def test_what_was_changed_by_hand_is_committed_first_and_as_such(repository: Repository) -> None:
    server = repository.server()
    repository.hand("# by hand\n")
    repository.write(server, "Ana", "# a\n")
    assert repository.commits == ["changed by hand <> arcadia: changed by hand"]
    assert "# a" not in repository.git("show", f"HEAD:{CHECKLIST}")
    repository.hand("# by hand again\n")
    repository.write(server, "Ana", "# c\n")
    server.flush()
    assert [line.split(" <")[0] for line in repository.commits] == ["Ana", "changed by hand"]


def test_nothing_else_is_committed(repository: Repository) -> None:
    server = repository.server()
    (repository.root / "notes.txt").write_text("half done", "utf-8")
    (repository.root / "assessments/jurisdictions.yaml").write_text("# half done\n", "utf-8")
    repository.git("add", "notes.txt")
    repository.write(server, "Ana", "# a\n")
    (repository.root / "assessments/arcadia/new.txt").write_text("a file of somebody's own", "utf-8")
    server.flush()
    assert repository.changed() == [CHECKLIST]
    assert repository.git("status", "--porcelain").splitlines() == [
        " M assessments/jurisdictions.yaml", "A  notes.txt", "?? assessments/arcadia/new.txt",
    ]  # fmt: skip


def test_a_new_file_and_one_that_is_gone_are_committed(repository: Repository) -> None:
    server = repository.server()
    before = server.before("Ana", "arcadia")
    (repository.root / "assessments/arcadia/log-2026.jsonl").write_text(LOG, "utf-8")
    (repository.root / CHECKLIST).unlink()
    server.wrote("Ana", "arcadia", before, LOG)
    server.flush()
    assert repository.changed() == [CHECKLIST, "assessments/arcadia/log-2026.jsonl"]


def test_hooks_of_the_repository_are_not_run(repository: Repository) -> None:
    for name in ("pre-commit", "post-commit", "commit-msg", "prepare-commit-msg"):
        hook = repository.root / ".git/hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch {repository.root}/ran-{name}\nexit 1\n", "utf-8")
        hook.chmod(0o755)
    server = repository.server()
    repository.write(server, "Ana", "# a\n")
    server.flush()
    assert len(repository.commits) == 1
    assert list(repository.root.glob("ran-*")) == []


def test_where_git_refuses_the_notice_says_why_and_the_next_commit_takes_it_along(repository: Repository) -> None:
    server = repository.server()
    repository.write(server, "Ana", "# a\n")
    lock = repository.root / ".git/index.lock"
    lock.touch()
    server.flush()
    assert "index.lock" in server.notice
    assert repository.commits == []
    lock.unlink()
    repository.now = QUIET
    server.tick()
    assert server.notice == ""
    assert len(repository.commits) == 1


def test_a_push_only_adds(repository: Repository, tmp_path: Path) -> None:
    there = tmp_path / "there.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(there)], check=True)
    repository.git("remote", "add", "origin", str(there))
    server = repository.server(push=True)
    repository.write(server, "Ana", "# a\n")
    server.flush()
    assert repository.git("rev-parse", "HEAD") == subprocess.run(["git", "-C", str(there), "rev-parse", "main"], check=True, capture_output=True, text=True).stdout  # fmt: skip
    ahead = repository.git("rev-parse", "HEAD").strip()
    repository.git("commit", "-q", "--amend", "-m", "Another past")
    repository.write(server, "Ana", "# b\n")
    server.flush()
    assert "rejected" in server.notice or "failed to push" in server.notice
    assert subprocess.run(["git", "-C", str(there), "rev-parse", "main"], check=True, capture_output=True, text=True).stdout.strip() == ahead  # fmt: skip
    assert len(repository.commits) == 2


def test_a_folder_outside_any_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not a git repository"):
        Git(Desk(tmp_path / "work").root, lambda: None)


def test_messages_say_what_was_done_and_nothing_that_anybody_wrote() -> None:
    assert list(deeds("serbia", LOG)) == ["serbia, lighthouses: L.1.1, L.2.1 answered"]
    assert list(deeds("serbia", "half a li")) == []
    many = [f"serbia, ets-185: 185.{number}.1 answered" for number in range(30)]
    subject, _, *rest = message(many).splitlines()
    assert (subject, len(rest)) == ("serbia, ets-185: 185.0.1 answered (+29)", 30)
    assert len(message(["x" * 100]).splitlines()[0]) == 72
    assert message([]) == "changed in the browser"


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Ana", "Ana <ana@example.org>"),
        ("Evil <x@y>\nCommitter: me", "Evil x@yCommitter: me <>"),
        ("<>", "somebody <>"),
    ],
)
def test_authors_are_names_and_nothing_more(name: str, author: str) -> None:
    assert author_of(name, PEOPLE) == author


def test_the_workspace_stays_sound(repository: Repository) -> None:
    server = repository.server()
    repository.write(server, "Ana", "# a\n")
    server.flush()
    assert read_workspace(repository.root)[1] == ()
