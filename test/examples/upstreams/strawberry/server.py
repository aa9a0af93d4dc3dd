"""A GraphQL server that guards nothing, and tells what has reached it."""

import asyncio
import os
from collections.abc import AsyncGenerator
from typing import Any

import strawberry
import uvicorn
from fastapi import FastAPI
from starlette.requests import HTTPConnection
from strawberry.fastapi import GraphQLRouter
from strawberry.file_uploads import Upload
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class Order(Node):
    item: str
    cost: float | None = 7.0

    @strawberry.field
    def broken(self) -> str | None:
        raise ValueError(f"order {self.id} is broken")


@strawberry.type
class Tick:
    n: int
    cost: float | None


@strawberry.type
class Query:
    @strawberry.field
    def shop(self) -> str:
        return "open"

    @strawberry.field
    def caller(self, info: Info) -> str:
        return info.context["authorization"].partition(" ")[2]

    @strawberry.field
    def orders(self) -> list[Order]:
        return [Order(id=strawberry.ID("1"), item="tea"), Order(id=strawberry.ID("2"), item="milk")]

    @strawberry.field
    def margin(self) -> float | None:
        return 0.4


@strawberry.type
class Mutation:
    @strawberry.mutation
    def place(self, item: str) -> Order | None:
        return Order(id=strawberry.ID("3"), item=item)

    @strawberry.mutation
    async def store(self, file: Upload) -> str | None:
        return f"{file.filename}: {(await file.read()).decode()}"

    @strawberry.mutation
    def wipe(self) -> bool | None:
        print("wiped", flush=True)
        return True


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self, count: int) -> AsyncGenerator[Tick, None]:
        for n in range(1, count + 1):
            yield Tick(n=n, cost=7.0 * n)

    @strawberry.subscription
    async def endless(self) -> AsyncGenerator[Tick, None]:
        """One event, and then nothing until it is left."""
        try:
            yield Tick(n=1, cost=7.0)
            await asyncio.Event().wait()
        finally:
            print("left", flush=True)


async def get_context(connection: HTTPConnection) -> dict[str, Any]:
    return {"authorization": connection.headers.get("authorization", "")}


schema = strawberry.Schema(Query, Mutation, Subscription, config=StrawberryConfig(auto_camel_case=True))
app = FastAPI()
app.include_router(
    GraphQLRouter(schema, context_getter=get_context, multipart_uploads_enabled=True), prefix="/graphql"
)

if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["PORT"]))
