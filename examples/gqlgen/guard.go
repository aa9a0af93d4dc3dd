package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"example.com/gqlgen-server/graph"
)

type claims struct {
	UserID string   `json:"sub"`
	Roles  []string `json:"roles"`
}

// guard is what stands behind @auth.
type guard struct{ verifier *oidc.IDTokenVerifier }

func newGuard(issuer, audience string, maxAge time.Duration) (*guard, error) {
	provider, err := oidc.NewProvider(context.Background(), issuer)
	if err != nil {
		return nil, err
	}
	var discovered struct {
		KeySet string `json:"jwks_uri"`
	}
	if err := provider.Claims(&discovered); err != nil {
		return nil, err
	}
	keys := &freshKeys{url: discovered.KeySet, maxAge: maxAge}
	return &guard{oidc.NewVerifier(issuer, keys, &oidc.Config{
		ClientID: audience,
		// go-oidc takes RS256 alone where nothing is named.
		SupportedSigningAlgs: []string{oidc.EdDSA, oidc.ES256, oidc.RS256, oidc.PS256},
	})}, nil
}

// auth is the directive: it runs before the resolver of the field that it stands on.
func (g *guard) auth(ctx context.Context, _ any, next graphql.Resolver, roles []graph.Role) (any, error) {
	caller, err := g.caller(ctx)
	if err != nil {
		return nil, err
	}
	has := func(role graph.Role) bool { return slices.Contains(caller.Roles, role.String()) }
	if len(roles) > 0 && !slices.ContainsFunc(roles, has) {
		return nil, refusal("FORBIDDEN", "Your role does not allow this.")
	}
	return next(ctx)
}

type key struct{}

// context keeps who is asking; the token is judged when a guarded field asks first, so that a bad one stops no public field.
func (g *guard) context(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		authorization := r.Header.Get("Authorization")
		verify := sync.OnceValues(func() (claims, error) { return g.verify(r.Context(), authorization) })
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, verify)))
	})
}

func (g *guard) caller(ctx context.Context) (claims, error) {
	return ctx.Value(key{}).(func() (claims, error))()
}

func (g *guard) verify(ctx context.Context, authorization string) (caller claims, err error) {
	scheme, token, _ := strings.Cut(authorization, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return caller, refusal("UNAUTHENTICATED", "Sign in first.")
	}
	verified, err := g.verifier.Verify(ctx, token)
	var expired *oidc.TokenExpiredError
	if errors.As(err, &expired) {
		return caller, refusal("TOKEN_EXPIRED", "The access token has expired.")
	}
	// go-oidc is made for ID tokens and does not look at typ (RFC 9068, section 4).
	if err != nil || tokenType(token) != "at+jwt" {
		return caller, refusal("TOKEN_INVALID", "The access token is not valid.")
	}
	return caller, verified.Claims(&caller)
}

func refusal(code, message string) error {
	return &gqlerror.Error{Message: message, Extensions: map[string]any{"code": code}}
}

func tokenType(token string) string {
	part, _, _ := strings.Cut(token, ".")
	text, _ := base64.RawURLEncoding.DecodeString(part)
	var header struct {
		Type string `json:"typ"`
	}
	_ = json.Unmarshal(text, &header)
	return header.Type
}

// freshKeys forgets the keys after maxAge. RemoteKeySet by itself keeps them until a token comes whose key it lacks, so that a
// withdrawn key could count for ever.
type freshKeys struct {
	url    string
	maxAge time.Duration

	mu    sync.Mutex
	keys  *oidc.RemoteKeySet
	until time.Time
}

func (f *freshKeys) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	return f.current().VerifySignature(ctx, token)
}

func (f *freshKeys) current() *oidc.RemoteKeySet {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := time.Now(); now.After(f.until) {
		f.keys = oidc.NewRemoteKeySet(context.Background(), f.url)
		f.until = now.Add(f.maxAge)
	}
	return f.keys
}
