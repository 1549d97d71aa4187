"""Whether a request that changes something comes from our own page and not from another site's."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def same_site(request: HTTPConnection) -> bool:
    """True from our page and from programs; a browser always says where it comes from.

    `Sec-Fetch-Site` cannot be set by scripts; over plain http browsers leave it out and send
    `Origin` alone. Another port of the same machine counts as another site.
    """
    fetched = request.headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
