// A GraphQL server that guards nothing, and tells what has reached it.
package main

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"

	"example.com/gqlgen-upstream/graph"
)

func main() {
	server := handler.New(graph.NewExecutableSchema(graph.Config{Resolvers: resolvers{}}))
	server.AddTransport(transport.Websocket{})
	server.AddTransport(transport.SSE{})
	server.AddTransport(transport.POST{})
	server.AddTransport(transport.MultipartForm{})
	http.HandleFunc("/graphql", func(w http.ResponseWriter, r *http.Request) {
		ctx := context.WithValue(r.Context(), key{}, r.Header.Get("Authorization"))
		server.ServeHTTP(w, r.WithContext(ctx))
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}

type key struct{}

type resolvers struct{}

func (r resolvers) Query() graph.QueryResolver               { return r }
func (r resolvers) Mutation() graph.MutationResolver         { return r }
func (r resolvers) Subscription() graph.SubscriptionResolver { return r }
func (r resolvers) Order() graph.OrderResolver               { return r }

func (resolvers) Shop(context.Context) (string, error) { return "open", nil }

func (resolvers) Caller(ctx context.Context) (string, error) {
	_, token, _ := strings.Cut(ctx.Value(key{}).(string), " ")
	return token, nil
}

func (resolvers) Orders(context.Context) ([]*graph.Order, error) {
	return []*graph.Order{order("1", "tea"), order("2", "milk")}, nil
}

func (resolvers) Margin(context.Context) (*float64, error) {
	margin := 0.4
	return &margin, nil
}

func (resolvers) Place(_ context.Context, item string) (*graph.Order, error) {
	return order("3", item), nil
}

func (resolvers) Store(_ context.Context, file graphql.Upload) (*string, error) {
	text, err := io.ReadAll(file.File)
	stored := file.Filename + ": " + string(text)
	return &stored, err
}

func (resolvers) Wipe(context.Context) (*bool, error) {
	log.Print("wiped")
	done := true
	return &done, nil
}

func (resolvers) Ticks(ctx context.Context, count int) (<-chan *graph.Tick, error) {
	return tick(ctx, count), nil
}

// Endless tells one event, and then nothing until it is left.
func (resolvers) Endless(ctx context.Context) (<-chan *graph.Tick, error) {
	ticks := make(chan *graph.Tick)
	go func() {
		defer close(ticks)
		for event := range tick(ctx, 1) {
			ticks <- event
		}
		<-ctx.Done()
		log.Print("left")
	}()
	return ticks, nil
}

func (resolvers) Broken(_ context.Context, order *graph.Order) (*string, error) {
	return nil, errors.New("order " + order.ID + " is broken")
}

func order(id, item string) *graph.Order {
	cost := 7.0
	return &graph.Order{ID: id, Item: item, Cost: &cost}
}

func tick(ctx context.Context, count int) <-chan *graph.Tick {
	ticks := make(chan *graph.Tick)
	go func() {
		defer close(ticks)
		for n := 1; n <= count; n++ {
			cost := float64(7 * n)
			select {
			case ticks <- &graph.Tick{N: n, Cost: &cost}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return ticks
}
