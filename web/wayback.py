"""The way back to where a visitor was, carried as `til` in an address."""

from urllib.parse import quote

from starlette.requests import HTTPConnection


def way_back(til: str) -> str:
    """`til` where it is a path of ours, else the front page."""
    # One slash: "//elsewhere.example" would be another site's address, and browsers read "\\" as
    # "/" and skip tabs and line breaks between.
    ours = til.startswith("/") and not til.startswith("//") and til.isprintable()
    return til if ours and "\\" not in til else "/"


def with_way_back(address: str, request: HTTPConnection) -> str:
    """The address, with where the visitor is now as its `til`."""
    query = f"?{request.url.query}" if request.url.query else ""
    here = request.url.path + query
    return address if here == "/" else f"{address}?til={quote(here, safe='/')}"
