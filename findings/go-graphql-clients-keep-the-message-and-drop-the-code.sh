#!/usr/bin/env bash
# Expected: GraphQL, section "Errors": an error has message, path and `extensions`, where servers put the code that programs
#   are to go by.
# Seen: machinebox/graphql 0.2.2 returns the message of the first error only, as an unexported type; shurcooL/graphql
#   (20240915) keeps an unexported list whose text is the first message. Neither decodes path or extensions, so that no
#   type assertion gets at them. genqlient (0.8.1) returns gqlerror.List with all of it.
# Means: a Go program on one of the two cannot tell UNAUTHENTICATED from FORBIDDEN or RATE_LIMITED but
#   by sentences that may change. Take genqlient, or decode the answer yourself.
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
	"net/http"
	"net/http/httptest"

	"github.com/Khan/genqlient/graphql"
	machinebox "github.com/machinebox/graphql"
	shurcool "github.com/shurcooL/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

const answer = `{"data":{"me":null},"errors":[
	{"message":"Sign in.","path":["me"],"extensions":{"code":"UNAUTHENTICATED"}},
	{"message":"Not yours.","path":["users"],"extensions":{"code":"FORBIDDEN"}}]}`

func main() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, answer) }))
	defer server.Close()
	ctx := context.Background()

	var data map[string]any
	tell("machinebox", machinebox.NewClient(server.URL).Run(ctx, machinebox.NewRequest("{ me { id } }"), &data))
	var query struct{ Me *struct{ ID string } }
	tell("shurcooL", shurcool.NewClient(server.URL, nil).Query(ctx, &query, nil))
	err := graphql.NewClient(server.URL, nil).MakeRequest(ctx, &graphql.Request{Query: "{ me { id } }"}, &graphql.Response{Data: &data})
	var list gqlerror.List
	fmt.Println("genqlient:", errors.As(err, &list), len(list), list[0].Extensions["code"], list[1].Extensions["code"])
}

func tell(tool string, err error) {
	text, _ := json.Marshal(err)
	fmt.Printf("%s: %T, %q, as JSON %s\n", tool, err, err.Error(), text)
}
GO
printf 'module ask\n\ngo 1.24\n' >go.mod
go get github.com/machinebox/graphql@v0.2.2 github.com/shurcooL/graphql@v0.0.0-20240915155400-7ee5256398cf \
  github.com/Khan/genqlient@v0.8.1 2>go.log
go mod tidy 2>>go.log

echo "$(go env GOVERSION), machinebox/graphql 0.2.2, shurcooL/graphql 20240915, genqlient 0.8.1"
go run . | tee seen
cat >expected <<'TXT'
machinebox: graphql.graphErr, "graphql: Sign in.", as JSON {"Message":"Sign in."}
shurcooL: graphql.errors, "Sign in.", as JSON [{"Message":"Sign in.","Locations":null},{"Message":"Not yours.","Locations":null}]
genqlient: true 2 UNAUTHENTICATED FORBIDDEN
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
