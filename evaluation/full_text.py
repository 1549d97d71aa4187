"""PostgreSQL's own Danish full-text search over an index's passages, to compare ours with."""

from sqlalchemy import text

from vectorstore.index import Index

# Any of the question's words, stemmed and without stop words by PostgreSQL; title and section count
# for half. The `1` divides by the logarithm of a text's length.
_RANKED = text(
    """
    with asked as (
        select replace(cast(plainto_tsquery('danish', :question) as text), '&', '|')::tsquery as q
    ), passages as (
        select id, setweight(to_tsvector('danish', text), 'A')
            || setweight(to_tsvector('danish', context), 'B') as words
        from passage
    )
    select id from passages cross join asked where words @@ q
    order by ts_rank('{0, 0, .5, 1}', words, q, 1) desc, id limit :limit
    """
)


def ranked(index: Index, question: str, limit: int) -> list[str]:
    """Passage ids, best first; made without an index of its own, so its time tells nothing."""
    with index.ledger.database.reading() as connection:
        found = connection.execute(_RANKED, {"question": question, "limit": limit})
        return list(found.scalars())
