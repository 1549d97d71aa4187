"""Requests that change something come from our own pages only."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from vectorstore.errors import ReferatError


class CrossSite(ReferatError):
    """Another site's page tried to change something here: answered with 403."""


def same_site(request: HTTPConnection) -> None:
    """CrossSite when a browser says that another site's page sent this.

    Browsers send Sec-Fetch-Site over https and on this machine, Origin with every POST; what sends
    neither is no browser and carries nobody's login.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not ours:
        raise CrossSite("Siden blev bedt om det af et andet websted. Gør det herfra i stedet.")
