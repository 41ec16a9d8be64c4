"""A country on the desk: how it enters the register, its new checklists, its cycles, and the seals on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from starlette.responses import Response

from compliance import figures
from compliance.authoring import opening, seal
from compliance.authoring.log import held
from compliance.authoring.people import ROLES, allowed
from compliance.authoring.signing import UncheckedError, signers_of
from compliance.folder import with_log
from compliance.inputs import digests, read_inputs
from compliance.language import _, ngettext
from compliance.problems import Problem, as_text, serious
from compliance.queries.verified import Verified
from compliance.screens.work.desk_seal import CyclePage
from compliance.screens.work.desk_start import BASES, NewChecklist, NewPage, StartPage
from compliance.screens.work.parts import STATUS, Tab, href
from compliance.source import Data, Document
from compliance.web.desk import LONGEST_NOTE, answering, called, day_of, done
from compliance.web.routes import Asked, RefusedError, Route, away, show
from compliance.web.writing import explained, stray, writing
from compliance.workspace import SECOND, Country, Workspace

NAMES = ("name", "iso2", "iso3", "currency")
"""The fields of a new country."""


def _begin(asked: Asked, typed: Mapping[str, str] | None = None, errors: tuple[str, ...] = ()) -> StartPage:
    workspace, roll = asked.workspace, asked.workspace.roll
    counts = {id_: len(country.checklists) for id_, country in workspace.countries.items()}
    ids = [jurisdiction.id for jurisdiction in workspace.listed()]
    return StartPage(
        countries=tuple(_begun(workspace, id_, counts.get(id_, 0)) for id_ in ids),
        people=len(roll.people) if roll else 0,
        typed={**dict.fromkeys(NAMES, ""), **(typed or {})},
        heading=_("Begin"),
        errors=errors,
        crumbs=(Tab(_("Desk"), "/desk/"),),
    )


def _begun(workspace: Workspace, id_: str, count: int) -> Tab:
    """The way to a new checklist of a country, with how many it has."""
    text = ngettext("%(num)s checklist", "%(num)s checklists", count) % {"num": count}
    return Tab(called(workspace, id_), href("desk", id_, "new"), text)


def _country(asked: Asked) -> Response:
    typed = {name: asked.line(name) for name in NAMES}
    name = typed["name"]
    unnamed = () if name else (_("Name the beneficiary."),)
    against = stray(*typed.values()) or tuple(opening.objections(asked.workspace, name)) or unnamed
    if not against:
        entry: dict[str, Data] = {"id": opening.identifier(name)}
        entry |= {key: typed[key].upper() for key in ("iso2", "iso3") if typed[key]}
        entry["names"] = [{"text": {"en": name}}]
        if typed["currency"]:
            entry["currency"] = typed["currency"].upper()
        with explained(asked):
            against = tuple(map(_sentence, opening.add_country(asked.server.living.refresh().workspace, entry)))
    if against:
        return show(asked, _begin(asked, typed, against), 422)
    return away("desk", opening.identifier(name), "new", done="made")


def _sentence(problem: Problem) -> str:
    return as_text(problem).partition("\n")[0]


# New checklists


def _listed(asked: Asked) -> str:
    """The country of the address; RefusedError where the register does not have it."""
    country = asked.part("country")
    if all(jurisdiction.id != country for jurisdiction in asked.workspace.listed()):
        raise RefusedError(404)
    return country


def _new(asked: Asked) -> NewPage:
    today = date.today()
    return _page_of_new(asked, NewChecklist(cycle=str(today.year), cut_off=today.isoformat()))


def _page_of_new(asked: Asked, typed: NewChecklist, errors: tuple[str, ...] = ()) -> NewPage:
    workspace, country = asked.workspace, _listed(asked)
    here = workspace.countries.get(country)
    listed = [person.name for person in workspace.roll.people] if workspace.roll else []
    return NewPage(
        heading=_("%(name)s, a new checklist") % {"name": called(workspace, country)},
        place=href("desk", country, "new"),
        instruments=tuple((id_, filed.value.title) for id_, filed in sorted(workspace.instruments.items())),
        cycles=here.cycles() if here else (),
        people=tuple(name for name in listed if answering(workspace, country, (name,), second=typed.second)[0]),
        typed=typed,
        crumbs=(Tab(_("Desk"), "/desk/"), Tab(_("Begin"), "/desk/start/")),
        errors=errors,
        done=done(asked),
        commands=(f"compliance new {country} --cycle {typed.cycle} --instrument ID",),
    )


def _open(asked: Asked) -> Response:
    """Writes new checklists, with whatever else the folder of the country lacks."""
    country = _listed(asked)
    typed = NewChecklist(
        cycle=asked.text("cycle").strip(),
        instruments=asked.texts("instrument"),
        before=asked.text("before"),
        second=bool(asked.text("second")),
        cut_off=asked.text("cut_off"),
        basis=asked.text("basis"),
        evaluators=asked.texts("evaluator"),
        other=asked.line("other"),
    )
    workspace = asked.server.living.refresh().workspace
    errors = tuple(_against(workspace, country, typed)) or _written(asked, workspace, country, typed)
    if errors:
        return show(asked, _page_of_new(asked, typed, errors), 422)
    return away("desk", country, typed.cycle, done="made")


def _against(workspace: Workspace, country: str, typed: NewChecklist) -> Iterator[str]:
    if not opening.is_cycle(typed.cycle):
        yield _("“%(name)s” is no name of a folder; a round is named by its year.") % {"name": typed.cycle[:60]}
    if not typed.instruments or not {*typed.instruments} <= workspace.instruments.keys():
        yield _("Choose what is assessed.")
    if typed.basis not in BASES or day_of(typed.cut_off) is None:
        yield _("Say on which day the law is looked at, and what the answers rest on.")
    here = workspace.countries.get(country)
    known = here.rated_by(second=typed.second) if here else {}
    for id_ in typed.instruments:
        if typed.before and (typed.before, id_) not in known:
            text = _("%(instrument)s has no round %(cycle)s whose answers could be carried over.")
            yield text % {"instrument": id_, "cycle": typed.before}
        if typed.second and (here is None or (typed.cycle, id_) not in here.checklists):
            yield _("A second evaluator rates what a first one rates, and there is no checklist of %(instrument)s.") % {"instrument": id_}  # fmt: skip
    yield from answering(workspace, country, _evaluators(typed), second=typed.second)[1]


def _evaluators(typed: NewChecklist) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*typed.evaluators, *filter(None, (typed.other,)))))


def _texts(workspace: Workspace, country: str, typed: NewChecklist) -> Mapping[str, str]:
    here = workspace.countries.get(country)
    known = here.rated_by(second=typed.second) if here else {}
    earlier: dict[str, Document] = {id_: known[typed.before, id_].document for id_ in typed.instruments if typed.before}
    made = opening.Opening(
        country=country,
        cycle=typed.cycle,
        cut_off=day_of(typed.cut_off) or date.today(),
        basis=typed.basis,
        evaluators=answering(workspace, country, _evaluators(typed), second=typed.second)[0],
    )
    return opening.checklists(workspace, dict.fromkeys(typed.instruments, made), earlier, second=typed.second)


def _written(asked: Asked, workspace: Workspace, country: str, typed: NewChecklist) -> tuple[str, ...]:
    """Writes new checklists; why nothing was written, in sentences."""
    root, texts = workspace.root, _texts(workspace, country, typed)
    folder = root / "assessments" / country
    with explained(asked):
        folder.mkdir(exist_ok=True)
        with held(folder):
            if there := opening.in_the_way(root, texts):
                return (_("%(file)s exists already.") % {"file": there},)
            files = opening.with_missing(root, country, texts)
            wrong = opening.wrong_with(workspace, country, files)
            if not wrong:
                opening.make(root, files)
    return tuple(map(_sentence, wrong))


# Cycles and their seals


def _cycle(asked: Asked, errors: tuple[str, ...] = (), why: str = "") -> CyclePage:
    country, cycle = _named(asked)
    hard, soft = _objections(asked, country, cycle)
    mine = allowed(asked.actor, "seal", country.id)
    return CyclePage(
        heading=f"{called(asked.workspace, country.id)}, {cycle}",
        country=country.id,
        cycle=cycle,
        checklists=tuple(_checklists(asked, country, cycle)),
        seals=tuple(filed.value for (of, _number), filed in sorted(country.seals.items()) if of == cycle),
        hard=hard,
        soft=soft,
        refusal="" if mine else _("It takes the role %(roles)s.") % {"roles": figures.listed(ROLES["seal"], "or")},
        delivered=len(_delivered(asked, country.id, cycle)),
        why=why,
        became=_became(asked, country, cycle) if asked.query("verify") else None,
        crumbs=(Tab(_("Desk"), "/desk/"),),
        links=tuple(_links(asked, country.id)),
        errors=errors,
        done=done(asked),
    )


def _named(asked: Asked) -> tuple[Country, str]:
    """The country and the cycle of the address; RefusedError where there is none."""
    country, cycle = asked.workspace.countries.get(asked.part("country")), asked.part("cycle")
    if country is None or cycle not in {*country.cycles(), *seal.sealed_cycles(country, asked.state.problems)}:
        raise RefusedError(404)
    return country, cycle


def _links(asked: Asked, country: str) -> Iterator[Tab]:
    """Ways to what the country has beside its cycles, for whoever may open them."""
    yield Tab(_("Registers of acts and documents"), href("desk", country, "registers"))
    if asked.may("import-figures", country):
        yield Tab(_("Figures of indicators"), href("desk", country, "figures"))
        yield Tab(_("Data requests"), href("desk", country, "requests"))
    if asked.may("new", country):
        yield Tab(_("A new checklist"), href("desk", country, "new"))


def _checklists(asked: Asked, country: Country, cycle: str) -> Iterator[Tab]:
    """The checklists of the cycle, with how far each has come."""
    for ending, checklists in (("", country.checklists), (SECOND, country.second)):
        for (of, id_), filed in sorted(checklists.items()):
            if of == cycle and id_ in asked.workspace.instruments:
                text = asked.workspace.instruments[id_].value.abbreviation
                second = _("%(instrument)s, second evaluator") % {"instrument": text}
                address = href("desk", country.id, cycle, f"{id_}{ending}")
                yield Tab(second if ending else text, address, STATUS[filed.value.status])


def _digests(asked: Asked, country: str) -> dict[str, str]:
    return dict(digests(asked.server.root, without=asked.workspace.countries.keys() - {country}))


def _delivered(asked: Asked, country: str, cycle: str) -> dict[str, str]:
    """The deliverables of the cycle that were built, with their digests."""
    folder = asked.server.output
    return dict(seal.delivered(folder, country, cycle)) if folder.is_dir() else {}


def _objections(asked: Asked, country: Country, cycle: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Why a cycle cannot be sealed at all, and why it cannot without a reason."""
    now = asked.state.now
    inputs = replace(now, workspace=with_log(now.workspace, country.id))  # a seal covers the log
    country = inputs.workspace.countries[country.id]
    if cycle not in country.cycles():
        return (_("Nothing is on file that could be sealed."),), ()
    files = _digests(asked, country.id) if country.sealed(cycle) else {}
    hard = (*_unclean(asked), *seal.objections(inputs, country, cycle, why="x", files=files, signs=False))
    bare = seal.objections(inputs, country, cycle, why=None, files=files, signs=False)
    return (*hard, *seal.too_early(country, cycle, date.today())), tuple(each for each in bare if each not in hard)


def _unclean(asked: Asked) -> Iterator[str]:
    if count := len(serious(asked.server.living.state().problems)):
        yield f"The folder has {figures.count(count, 'problem')}: mend what is wrong first."


def _seal(asked: Asked) -> Response:
    """Puts a seal on a cycle; one that has to be signed is made by the command."""
    why, today = asked.line("why"), date.today()
    id_, cycle = _named(asked)[0].id, asked.part("cycle")
    with writing(asked, id_, "seal"):
        inputs, _wrong = read_inputs(asked.server.root)  # the log too, which a seal has the digest of
        country, files = inputs.workspace.countries[id_], _digests(asked, id_)
        against = (
            *_unclean(asked),
            *seal.objections(inputs, country, cycle, why=why or None, files=files, signs=False),
        )
        against += (*seal.too_early(country, cycle, today), *stray(why))
        if len(why) > LONGEST_NOTE:
            against += (_("The reason is too long: a longer text belongs into a document."),)
        if not against:
            kept = _delivered(asked, id_, cycle) if asked.text("deliverables") else {}
            by = asked.actor.name
            new = seal.sealed(inputs, country, cycle, by=by, on=today, why=why or None, files=files, deliverables=kept)
            seal.put_on(asked.workspace.root / "assessments" / id_, new, None, terminal=False)
    if against:
        return show(asked, _cycle(asked, against, why), 409)
    return away("desk", id_, cycle, done="sealed")


def _became(asked: Asked, country: Country, cycle: str) -> Verified | None:
    """Whether the last seal holds, by the files as they are now, problems and all; nothing where it was never sealed."""
    inputs, wrong = read_inputs(asked.server.root)  # a broken file is not what it held before
    country = inputs.workspace.countries.get(country.id, country)
    if cycle not in seal.sealed_cycles(country, wrong):
        return None
    try:
        signers = signers_of(asked.server.root, None)
    except UncheckedError as error:
        raise RefusedError(409, str(error)) from error
    return seal.verification(inputs, wrong, country, cycle, files=_digests(asked, country.id), signers=signers)


_CYCLE = "/desk/{country}/{cycle}/"
ROUTES = (
    Route("GET", "/desk/start/", "manage", _begin),
    Route("POST", "/desk/start/", "manage", _country),
    Route("GET", "/desk/{country}/new/", "new", _new),
    Route("POST", "/desk/{country}/new/", "new", _open),
    Route("GET", _CYCLE, "assign", _cycle),
    Route("POST", f"{_CYCLE}seal/", "seal", _seal),
)
