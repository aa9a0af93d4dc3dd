import os
from typing import Annotated

import jwt
import uvicorn
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

ISSUER = os.environ.get("ISSUER", "http://localhost:4000")
AUDIENCE = os.environ.get("AUDIENCE", "portcullis")
PORT = int(os.environ.get("PORT", "3004"))
KEYS_MAX_AGE = float(os.environ.get("KEYS_MAX_AGE", "300"))

keys = jwt.PyJWKClient(f"{ISSUER}/.well-known/jwks.json", lifespan=KEYS_MAX_AGE, timeout=5)
bearer = HTTPBearer(auto_error=False)
app = FastAPI()


def refuse(status: int, challenge: str = "") -> HTTPException:
    return HTTPException(status, headers={"WWW-Authenticate": f'Bearer realm="example"{challenge}'})


# Not async: PyJWKClient blocks while it fetches, and FastAPI runs plain functions in a thread.
def caller(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> dict:
    if credentials is None:
        raise refuse(401)
    token = credentials.credentials
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
        raise HTTPException(503) from error
    except jwt.PyJWTError as error:
        raise refuse(401, ', error="invalid_token"') from error
    # Other tokens that the gateway signs are no access tokens (RFC 9068, section 4).
    if verified["header"].get("typ") != "at+jwt":
        raise refuse(401, ', error="invalid_token"')
    return verified["payload"]


Caller = Annotated[dict, Depends(caller)]


def admin(claims: Caller) -> dict:
    if "ADMIN" not in claims.get("roles", []):
        raise refuse(403, ', error="insufficient_scope"')
    return claims


@app.get("/public")
def public() -> dict:
    return {"message": "Anybody may read this."}


@app.get("/me")
def me(claims: Caller) -> dict:
    return {"userId": claims["sub"], "roles": claims.get("roles", [])}


@app.get("/admin")
def report(_: Annotated[dict, Depends(admin)]) -> dict:
    return {"message": "Admins may read this."}


if __name__ == "__main__":
    uvicorn.run(app, port=PORT)
