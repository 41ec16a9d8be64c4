"""What the other tests of this folder rest on sees what goes wrong: each fault of a bad page is noticed."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from compliance.pages.site.render import POLICY

from .harness import Visits, axe, overflow, serve

BAD = """<!doctype html><html lang="en"><title>Bad</title><link rel="icon" href="data:,"><body>
<p style="color:red">Red</p><div>Wide<hr width="900"></div><button></button><img src="/gone.png" alt="">
<img src="https://stranger.example/x.png" alt=""><script src="/broken.js"></script>"""


async def bad(request: Request) -> Response:
    match request.url.path:
        case "/":
            return HTMLResponse(BAD, headers={"Content-Security-Policy": POLICY})
        case "/broken.js":
            return Response("missing();", media_type="text/javascript")
        case path:
            return Response("No.", 409 if path == "/conflict" else 404)


def application() -> Starlette:
    return Starlette(routes=[Route("/{path:path}", bad)])


def test_every_fault_of_a_page_is_noticed(visit: Visits) -> None:
    with serve(application()) as address:
        page = visit(f"{address}/", width=320)
        noticed, visit.faults[:] = "\n".join(visit.faults), []
    assert "console error: Applying inline style violates" in noticed
    assert "asked for https://stranger.example/x.png" in noticed
    assert f"404 at {address}/gone.png" in noticed
    assert "missing is not defined" in noticed
    assert "button-name: button" in axe(page)
    assert any("900" in wide for wide in overflow(page))


def test_a_refusal_that_is_asked_for_is_none(visit: Visits) -> None:
    visit.refusals.add(409)
    with serve(application()) as address:
        visit(f"{address}/conflict")
