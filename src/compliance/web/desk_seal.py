"""A cycle on the desk: sealing it, and verifying what was sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from starlette.responses import Response

from compliance import figures
from compliance.authoring.people import ROLES, allowed
from compliance.authoring.seal import delivered, objections, put_on, sealed, sealed_cycles, too_early, verification
from compliance.authoring.signing import UncheckedError, signers_of
from compliance.folder import with_log
from compliance.inputs import Inputs, digests, read_inputs
from compliance.language import _
from compliance.problems import serious
from compliance.queries.verified import Verified
from compliance.screens.work.desk_seal import CyclePage
from compliance.screens.work.parts import STATUS, Tab, href
from compliance.web.desk_common import LONGEST_NOTE, called, done, stray
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, away, show
from compliance.web.writing import writing
from compliance.workspace import SECOND, Country


def _cycle(asked: Asked) -> Response:
    return show(asked, _page(asked))


def _page(asked: Asked, errors: tuple[str, ...] = (), why: str = "") -> CyclePage:
    country, cycle = _named(asked)
    name = called(asked.workspace, country.id)
    hard, soft = _objections(asked, country, cycle)
    mine = allowed(asked.actor, "seal", country.id)
    return CyclePage(
        heading=f"{name}, {cycle}",
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
    if country is None or cycle not in {*country.cycles(), *sealed_cycles(country, asked.state.problems)}:
        raise RefusedError(404)
    return country, cycle


def _with_log(inputs: Inputs, country: str) -> Inputs:
    """The folder with the log of a country, which a seal covers."""
    return replace(inputs, workspace=with_log(inputs.workspace, country))


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
    others = asked.workspace.countries.keys() - {country}
    return dict(digests(asked.server.root, without=others))


def _delivered(asked: Asked, country: str, cycle: str) -> dict[str, str]:
    """The deliverables of the cycle that were built, with their digests."""
    folder = asked.server.output
    return dict(delivered(folder, country, cycle)) if folder.is_dir() else {}


def _objections(asked: Asked, country: Country, cycle: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Why a cycle cannot be sealed at all, and why it cannot without a reason."""
    inputs = _with_log(asked.state.now, country.id)
    country = inputs.workspace.countries[country.id]
    if cycle not in country.cycles():
        return (_("Nothing is on file that could be sealed."),), ()
    files = _digests(asked, country.id) if country.sealed(cycle) else {}
    hard = (*_unclean(asked), *objections(inputs, country, cycle, why="x", files=files, signs=False))
    bare = objections(inputs, country, cycle, why=None, files=files, signs=False)
    return (*hard, *too_early(country, cycle, date.today())), tuple(each for each in bare if each not in hard)


def _unclean(asked: Asked) -> Iterator[str]:
    """That a folder with problems is not sealed."""
    if count := len(serious(asked.server.living.state().problems)):
        yield f"The folder has {figures.count(count, 'problem')}: mend what is wrong first."


def _seal(asked: Asked) -> Response:
    """Puts a seal on a cycle; one that has to be signed is made by the command."""
    why = " ".join(asked.text("why").split())
    id_, cycle = _named(asked)[0].id, asked.part("cycle")
    with writing(asked, id_, "seal"):
        inputs, _wrong = read_inputs(asked.server.root)  # the log too, which a seal has the digest of
        country, files = inputs.workspace.countries[id_], _digests(asked, id_)
        against = (*_unclean(asked), *objections(inputs, country, cycle, why=why or None, files=files, signs=False))
        against += (*too_early(country, cycle, date.today()), *stray(why))
        if len(why) > LONGEST_NOTE:
            against += (_("The reason is too long: a longer text belongs into a document."),)
        if not against:
            _put_on(asked, inputs, country, cycle, why=why, files=files)
    if against:
        return show(asked, _page(asked, against, why), 409)
    return away("desk", id_, cycle, done="sealed")


def _put_on(asked: Asked, inputs: Inputs, country: Country, cycle: str, *, why: str, files: dict[str, str]) -> None:
    new = sealed(
        inputs,
        country,
        cycle,
        by=asked.actor.name,
        on=date.today(),
        why=why or None,
        files=files,
        deliverables=_delivered(asked, country.id, cycle) if asked.text("deliverables") else {},
    )
    put_on(asked.workspace.root / "assessments" / country.id, new, None, terminal=False)


def _became(asked: Asked, country: Country, cycle: str) -> Verified | None:
    """Whether the last seal holds, by the files as they are now, problems and all; nothing where it was never sealed."""
    inputs, wrong = read_inputs(asked.server.root)  # a broken file is not what it held before
    country = inputs.workspace.countries.get(country.id, country)
    if cycle not in sealed_cycles(country, wrong):
        return None
    try:
        signers = signers_of(asked.server.root, None)
    except UncheckedError as error:
        raise RefusedError(409, str(error)) from error
    return verification(inputs, wrong, country, cycle, files=_digests(asked, country.id), signers=signers)


PATH = "/desk/{country}/{cycle}/"
ROUTES = (
    Route(method="GET", path=PATH, permission="assign", handler=_cycle),
    Route(method="POST", path=f"{PATH}seal/", permission="seal", handler=_seal),
)
