import os
from typing import Any

import jwt
import strawberry
import uvicorn
from fastapi import FastAPI, Request
from graphql import GraphQLError
from starlette.concurrency import run_in_threadpool
from strawberry.fastapi import GraphQLRouter
from strawberry.permission import BasePermission
from strawberry.types import Info

ISSUER = os.environ.get("ISSUER", "http://localhost:4000")
AUDIENCE = os.environ.get("AUDIENCE", "portcullis")
PORT = int(os.environ.get("PORT", "3008"))
KEYS_MAX_AGE = float(os.environ.get("KEYS_MAX_AGE", "300"))

keys = jwt.PyJWKClient(f"{ISSUER}/.well-known/jwks.json", lifespan=KEYS_MAX_AGE, timeout=5)


def refusal(code: str, message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})


def verify(token: str) -> dict[str, Any]:
    try:
        verified = jwt.decode_complete(
            token,
            keys.get_signing_key_from_jwt(token),
            algorithms=["EdDSA", "ES256", "RS256", "PS256"],
            issuer=ISSUER,
            audience=AUDIENCE,
            options={"require": ["exp", "iss", "aud", "sub"]},
        )
    except jwt.PyJWKClientConnectionError as error:
        raise refusal("UNAVAILABLE", "Tokens cannot be verified at the moment.") from error
    except jwt.ExpiredSignatureError as error:
        raise refusal("TOKEN_EXPIRED", "The access token has expired.") from error
    except jwt.PyJWTError as error:
        raise refusal("TOKEN_INVALID", "The access token is not valid.") from error
    # Other tokens that the gateway signs are no access tokens (RFC 9068, section 4).
    if verified["header"].get("typ") != "at+jwt":
        raise refusal("TOKEN_INVALID", "The access token is not valid.")
    return verified["payload"]


class Caller:
    """Worked out when a guarded field asks first, so that a bad token stops no public one."""

    def __init__(self, authorization: str | None) -> None:
        self.authorization = authorization or ""
        self.verified: dict[str, Any] | None = None

    async def claims(self) -> dict[str, Any]:
        if self.verified is None:
            scheme, _, token = self.authorization.partition(" ")
            if scheme.lower() != "bearer":
                raise refusal("UNAUTHENTICATED", "Sign in first.")
            # PyJWKClient blocks while it fetches.
            self.verified = await run_in_threadpool(verify, token)
        return self.verified


class IsAuth(BasePermission):
    """The same as @auth: a good token, and the role if one is named."""

    role: str | None = None

    async def has_permission(self, source: Any, info: Info, **kwargs: Any) -> bool:
        claims = await info.context["caller"].claims()
        if self.role is not None and self.role not in claims.get("roles", []):
            raise refusal("FORBIDDEN", "Your role does not allow this.")
        return True


class IsAdmin(IsAuth):
    role = "ADMIN"


@strawberry.type
class Me:
    user_id: strawberry.ID
    roles: list[str]


@strawberry.type
class Report:
    title: str


@strawberry.type
class Query:
    @strawberry.field
    def public(self) -> str:
        return "Anybody may read this."

    @strawberry.field(permission_classes=[IsAuth])
    async def me(self, info: Info) -> Me | None:
        claims = await info.context["caller"].claims()
        return Me(user_id=claims["sub"], roles=claims.get("roles", []))

    @strawberry.field(permission_classes=[IsAdmin])
    def admin(self) -> Report | None:
        return Report(title="Admins may read this.")


async def get_context(request: Request) -> dict[str, Any]:
    return {"caller": Caller(request.headers.get("authorization"))}


app = FastAPI()
app.include_router(GraphQLRouter(strawberry.Schema(Query), context_getter=get_context), prefix="/graphql")

if __name__ == "__main__":
    uvicorn.run(app, port=PORT)
