"""How values of Portcullis's scalars are made, and which errors of GraphQL are failures of the server."""

import schemathesis
from graphql import ListValueNode, StringValueNode, ObjectValueNode
from hypothesis import strategies as st


def text(strategy):
    return strategy.map(lambda value: StringValueNode(value=value))


ANY_TEXT = st.text(max_size=40)
for name, strategy in {
    "EmailAddress": st.emails() | ANY_TEXT,
    "PhoneNumber": st.from_regex(r"\A\+[1-9][0-9]{6,14}\Z") | ANY_TEXT,
    "DateTime": st.datetimes().map(lambda at: at.isoformat() + "Z") | ANY_TEXT,
    "JWT": st.from_regex(r"\A[\w-]{4,40}\.[\w-]{4,40}\.[\w-]{4,40}\Z") | ANY_TEXT,
    "URL": st.just("https://shop.example/") | ANY_TEXT,
    "Locale": st.sampled_from(["en", "de", "x"]) | ANY_TEXT,
    "Void": ANY_TEXT,
}.items():
    schemathesis.graphql.scalar(name, text(strategy))
schemathesis.graphql.scalar("JSON", st.just(ObjectValueNode(fields=())) | st.just(ListValueNode(values=())))


@schemathesis.check
def refused_in_words(ctx, response, case):
    """A refusal has a code of the catalogue; INTERNAL_SERVER_ERROR, or none, is a fault of ours."""
    if response.headers.get("content-type", [""])[0].split(";")[0] != "application/json":
        return
    answer = response.json()
    for error in answer.get("errors", []) if isinstance(answer, dict) else []:
        code = error.get("extensions", {}).get("code")
        assert code not in (None, "INTERNAL_SERVER_ERROR", "UNAVAILABLE"), f"{code}: {error.get('message')}"
