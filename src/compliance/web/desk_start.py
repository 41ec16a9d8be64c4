"""The beginning of a workspace on the desk: a country in the register, and new checklists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from starlette.responses import Response

from compliance.authoring.alone import NotWrittenError
from compliance.authoring.log import held
from compliance.authoring.opening import (
    Opening,
    add_country,
    checklists,
    identifier,
    in_the_way,
    is_cycle,
    make,
    objections,
    with_missing,
    wrong_with,
)
from compliance.authoring.people import Action, actor_of, allowed, refusal
from compliance.language import _, ngettext
from compliance.problems import Problem, as_text
from compliance.screens.work.desk_start import BASES, NewChecklist, NewPage, StartPage
from compliance.screens.work.parts import Tab, href
from compliance.source import Data, Document
from compliance.web.desk_common import called, done, stray
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, away, show
from compliance.workspace import Workspace

NAMES = ("name", "iso2", "iso3", "currency")
"""The fields of a new country."""


def _start(asked: Asked) -> Response:
    return show(asked, _begin(asked))


def _begin(asked: Asked, typed: Mapping[str, str] | None = None, errors: tuple[str, ...] = ()) -> StartPage:
    workspace, roll = asked.workspace, asked.workspace.roll
    return StartPage(
        heading=_("Begin"),
        countries=tuple(_begun(workspace, jurisdiction.id) for jurisdiction in workspace.listed()),
        people=len(roll.people) if roll else 0,
        typed={**dict.fromkeys(NAMES, ""), **(typed or {})},
        errors=errors,
        crumbs=(Tab(_("Desk"), "/desk/"),),
    )


def _begun(workspace: Workspace, id_: str) -> Tab:
    """The way to a new checklist of a country, with how many it has."""
    country = workspace.countries.get(id_)
    count = len(country.checklists) if country else 0
    text = ngettext("%(num)s checklist", "%(num)s checklists", count) % {"num": count}
    return Tab(called(workspace, id_), href("desk", id_, "new"), text)


def _country(asked: Asked) -> Response:
    """Adds a country to the register."""
    typed = {name: " ".join(asked.text(name).split()) for name in NAMES}
    against = stray(*typed.values()) or tuple(objections(asked.workspace, typed["name"])) or _no_name(typed["name"])
    if not against:
        entry: dict[str, Data] = {"id": identifier(typed["name"])}
        entry |= {name: typed[name].upper() for name in ("iso2", "iso3") if typed[name]}
        entry["names"] = [{"text": {"en": typed["name"]}}]
        if typed["currency"]:
            entry["currency"] = typed["currency"].upper()
        against = _added(asked, entry)
    if against:
        return show(asked, _begin(asked, typed, against), 422)
    return away("desk", identifier(typed["name"]), "new", done="made")


def _no_name(name: str) -> tuple[str, ...]:
    return () if name else (_("Name the beneficiary."),)


def _added(asked: Asked, entry: Mapping[str, Data]) -> tuple[str, ...]:
    """Adds an entry; what is wrong with it, in sentences."""
    try:
        workspace = asked.server.living.refresh().workspace
        return tuple(map(_sentence, add_country(workspace, entry)))
    except NotWrittenError as error:
        raise RefusedError(409, str(error)) from error
    except OSError as error:
        raise RefusedError(507, _("The disk refused it: %(why)s.") % {"why": error.strerror or error}) from error
    finally:
        asked.server.living.refresh()


def _sentence(problem: Problem) -> str:
    return as_text(problem).partition("\n")[0]


# Checklists


def _listed(asked: Asked) -> str:
    """The country of the address; RefusedError where the register does not have it."""
    country = asked.part("country")
    if all(jurisdiction.id != country for jurisdiction in asked.workspace.listed()):
        raise RefusedError(404)
    return country


def _new(asked: Asked) -> Response:
    today = date.today()
    return show(asked, _page(asked, NewChecklist(cycle=str(today.year), cut_off=today.isoformat())))


def _page(asked: Asked, typed: NewChecklist, errors: tuple[str, ...] = ()) -> NewPage:
    workspace, country = asked.workspace, _listed(asked)
    here = workspace.countries.get(country)
    listed = [person.name for person in workspace.roll.people] if workspace.roll else []
    return NewPage(
        heading=_("%(name)s, a new checklist") % {"name": called(workspace, country)},
        place=href("desk", country, "new"),
        instruments=tuple((id_, filed.value.title) for id_, filed in sorted(workspace.instruments.items())),
        cycles=here.cycles() if here else (),
        people=tuple(name for name in listed if not _refusals(workspace, country, (name,), second=typed.second)),
        typed=typed,
        crumbs=(Tab(_("Desk"), "/desk/"), Tab(_("Begin"), "/desk/start/")),
        errors=errors,
        done=done(asked),
        commands=(f"compliance new {country} --cycle {typed.cycle} --instrument ID",),
    )


def _typed(asked: Asked) -> NewChecklist:
    def several(name: str) -> tuple[str, ...]:
        return tuple(text for text in asked.fields.getlist(name) if isinstance(text, str) and text.strip())

    return NewChecklist(
        cycle=asked.text("cycle").strip(),
        instruments=several("instrument"),
        before=asked.text("before"),
        second=bool(asked.text("second")),
        cut_off=asked.text("cut_off"),
        basis=asked.text("basis"),
        evaluators=several("evaluator"),
        other=" ".join(asked.text("other").split()),
    )


def _open(asked: Asked) -> Response:
    """Writes new checklists, with whatever else the folder of the country lacks."""
    country, typed = _listed(asked), _typed(asked)
    workspace = asked.server.living.refresh().workspace
    errors = tuple(_against(workspace, country, typed))
    if not errors:
        errors = _written(asked, workspace, country, typed)
    if errors:
        return show(asked, _page(asked, typed, errors), 422)
    return away("desk", country, typed.cycle, done="made")


def _against(workspace: Workspace, country: str, typed: NewChecklist) -> Iterator[str]:
    """What is wrong with what was typed, in sentences."""
    if not is_cycle(typed.cycle):
        yield _("“%(name)s” is no name of a folder; a round is named by its year.") % {"name": typed.cycle[:60]}
    if not typed.instruments or not {*typed.instruments} <= workspace.instruments.keys():
        yield _("Choose what is assessed.")
    if typed.basis not in BASES or _day(typed.cut_off) is None:
        yield _("Say on which day the law is looked at, and what the answers rest on.")
    here = workspace.countries.get(country)
    known = here.rated_by(second=typed.second) if here else {}
    for id_ in typed.instruments:
        if typed.before and (typed.before, id_) not in known:
            text = _("%(instrument)s has no round %(cycle)s whose answers could be carried over.")
            yield text % {"instrument": id_, "cycle": typed.before}
        if typed.second and (here is None or (typed.cycle, id_) not in here.checklists):
            yield _("A second evaluator rates what a first one rates, and there is no checklist of %(instrument)s.") % {"instrument": id_}  # fmt: skip
    yield from _refusals(workspace, country, _evaluators(typed), second=typed.second)


def _evaluators(typed: NewChecklist) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*typed.evaluators, *filter(None, (typed.other,)))))


def _refusals(workspace: Workspace, country: str, names: tuple[str, ...], *, second: bool) -> tuple[str, ...]:
    """Who may not answer there, in sentences."""
    action: Action = "import-second" if second else "import"
    actors = [(name, actor_of(workspace.roll, name)) for name in names]
    unknown = _("Nobody is called “%(name)s” in people.yaml.")
    return tuple(
        unknown % {"name": name[:60]} if actor is None or not name.isprintable() else refusal(actor, action, country)
        for name, actor in actors
        if actor is None or not name.isprintable() or not allowed(actor, action, country)
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _texts(workspace: Workspace, country: str, typed: NewChecklist) -> Mapping[str, str]:
    """The new checklists, by path."""
    here = workspace.countries.get(country)
    known = here.rated_by(second=typed.second) if here else {}
    earlier: dict[str, Document] = {id_: known[typed.before, id_].document for id_ in typed.instruments if typed.before}
    roll = workspace.roll
    names = tuple(actor.name for name in _evaluators(typed) if (actor := actor_of(roll, name)))
    opening = Opening(
        country=country,
        cycle=typed.cycle,
        cut_off=_day(typed.cut_off) or date.today(),
        basis=typed.basis,
        evaluators=names,
    )
    return checklists(workspace, dict.fromkeys(typed.instruments, opening), earlier, second=typed.second)


def _written(asked: Asked, workspace: Workspace, country: str, typed: NewChecklist) -> tuple[str, ...]:
    """Writes new checklists; why nothing was written, in sentences."""
    root, texts = workspace.root, _texts(workspace, country, typed)
    folder = root / "assessments" / country
    try:
        folder.mkdir(exist_ok=True)
        with held(folder):
            if there := in_the_way(root, texts):
                return (_("%(file)s exists already.") % {"file": there},)
            files = with_missing(root, country, texts)
            if wrong := wrong_with(workspace, country, files):
                return tuple(map(_sentence, wrong))
            make(root, files)
    except NotWrittenError as error:
        raise RefusedError(409, str(error)) from error
    except OSError as error:
        raise RefusedError(507, _("The disk refused it: %(why)s.") % {"why": error.strerror or error}) from error
    finally:
        asked.server.living.refresh()
    return ()


ROUTES = (
    Route(method="GET", path="/desk/start/", permission="manage", handler=_start),
    Route(method="POST", path="/desk/start/", permission="manage", handler=_country),
    Route(method="GET", path="/desk/{country}/new/", permission="new", handler=_new),
    Route(method="POST", path="/desk/{country}/new/", permission="new", handler=_open),
)
