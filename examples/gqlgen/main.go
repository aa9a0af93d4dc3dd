package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"

	"example.com/gqlgen-server/graph"
)

func main() {
	maxAge, err := strconv.Atoi(setting("KEYS_MAX_AGE", "300"))
	if err != nil {
		log.Fatal("KEYS_MAX_AGE is a number of seconds: ", err)
	}
	guard, err := newGuard(setting("ISSUER", "http://localhost:4000"), setting("AUDIENCE", "portcullis"), time.Duration(maxAge)*time.Second)
	if err != nil {
		log.Fatal(err)
	}
	config := graph.Config{Resolvers: resolvers{guard}}
	config.Directives.Auth = guard.auth
	server := handler.New(graph.NewExecutableSchema(config))
	server.AddTransport(transport.POST{})
	http.Handle("/graphql", guard.context(server))
	port := setting("PORT", "3009")
	log.Print("http://localhost:" + port + "/graphql")
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}

type resolvers struct{ guard *guard }

func (r resolvers) Query() graph.QueryResolver { return r }

func (resolvers) Public(context.Context) (string, error) {
	return "Anybody may read this.", nil
}

func (r resolvers) Me(ctx context.Context) (*graph.Caller, error) {
	caller, err := r.guard.caller(ctx)
	if err != nil {
		return nil, err
	}
	return &graph.Caller{UserID: caller.UserID, Roles: caller.Roles}, nil
}

func (resolvers) Admin(context.Context) (*graph.Report, error) {
	return &graph.Report{Title: "Admins may read this."}, nil
}

func setting(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}
