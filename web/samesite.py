"""Guards what changes or stores something against other sites' pages."""

from urllib.parse import urlsplit

from fastapi import HTTPException, Request


def same_site(request: Request) -> None:
    """403 where another site's page had the browser send this; programs send neither header."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        foreign = site not in ("same-origin", "none")
    else:  # a browser sends Sec-Fetch-Site to https and this machine only
        foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign:
        raise HTTPException(403, "En anden side må ikke gøre dette. Åbn siden selv, og prøv igen.")
