#!/usr/bin/env bash
# Expected: what `errors.As` finds, a Go library finds: a resolver that adds where it happened (`fmt.Errorf("orders: %w", err)`) to an
#   error that carries `extensions` answers with these extensions.
# Seen: graph-gophers/graphql-go 1.11.1 and graphql-go/graphql 0.8.1 look at the outermost error alone. Wrapped, UNAUTHENTICATED
#   becomes an error without `extensions`, whose message is the wrapped one. gqlgen 0.17.98 unwraps it, and keeps the code.
# Means: a guard's error that passes through one helper that wraps is for clients an unknown one, so nobody refreshes the token or
#   shows the form; tests of the guard itself see nothing of it. Unwrap with errors.As at the edge of each resolver.
# Needs go on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >ask.go <<'GO'
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	gophers "github.com/graph-gophers/graphql-go"
	plain "github.com/graphql-go/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

type refused struct{}

func (refused) Error() string { return "sign in" }
func (refused) Extensions() map[string]any {
	return map[string]any{"code": "UNAUTHENTICATED"}
}

func wrapped(err error) error { return fmt.Errorf("orders: %w", err) }

type query struct{}

func (*query) AsItIs() (*string, error)  { return nil, refused{} }
func (*query) Wrapped() (*string, error) { return nil, wrapped(refused{}) }

func tell(server, field string, answer any) {
	text, err := json.Marshal(answer)
	if err != nil {
		panic(err)
	}
	var read struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(text, &read); err != nil {
		panic(err)
	}
	fmt.Printf("%s, %s: message %q, code %q\n", server, field, read.Errors[0].Message, read.Errors[0].Extensions.Code)
}

func main() {
	var found interface{ Extensions() map[string]any }
	fmt.Println("errors.As finds it:", errors.As(wrapped(refused{}), &found))

	ofGophers := gophers.MustParseSchema(`type Query { asItIs: String wrapped: String }`, &query{})
	resolve := func(err error) *plain.Field {
		return &plain.Field{Type: plain.String, Resolve: func(plain.ResolveParams) (any, error) { return nil, err }}
	}
	fields := plain.Fields{"asItIs": resolve(refused{}), "wrapped": resolve(wrapped(refused{}))}
	ofPlain, err := plain.NewSchema(plain.SchemaConfig{Query: plain.NewObject(plain.ObjectConfig{Name: "Query", Fields: fields})})
	if err != nil {
		panic(err)
	}
	ofGqlgen := &gqlerror.Error{Message: "sign in", Extensions: refused{}.Extensions()}
	context := graphql.WithResponseContext(context.Background(), graphql.DefaultErrorPresenter, nil)
	for field, err := range map[string]error{"asItIs": ofGqlgen, "wrapped": wrapped(ofGqlgen)} {
		tell("graph-gophers", field, ofGophers.Exec(context, "{ "+field+" }", "", nil))
		tell("graphql-go", field, plain.Do(plain.Params{Schema: ofPlain, RequestString: "{ " + field + " }"}))
		tell("gqlgen", field, map[string]any{"errors": gqlerror.List{graphql.DefaultErrorPresenter(context, err)}})
	}
}
GO
printf 'module ask\n\ngo 1.26\n' >go.mod
go get github.com/graph-gophers/graphql-go@v1.11.1 github.com/graphql-go/graphql@v0.8.1 github.com/99designs/gqlgen@v0.17.98 2>go.log
go mod tidy 2>>go.log

echo "$(go env GOVERSION), graph-gophers/graphql-go 1.11.1, graphql-go/graphql 0.8.1, gqlgen 0.17.98"
go run . | sort | tee seen
cat >expected <<'TXT'
errors.As finds it: true
gqlgen, asItIs: message "sign in", code "UNAUTHENTICATED"
gqlgen, wrapped: message "sign in", code "UNAUTHENTICATED"
graph-gophers, asItIs: message "sign in", code "UNAUTHENTICATED"
graph-gophers, wrapped: message "orders: sign in", code ""
graphql-go, asItIs: message "sign in", code "UNAUTHENTICATED"
graphql-go, wrapped: message "orders: sign in", code ""
TXT
diff <(LC_ALL=C sort expected) <(LC_ALL=C sort seen) || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
