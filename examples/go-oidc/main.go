package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

type claims struct {
	UserID string   `json:"sub"`
	Roles  []string `json:"roles"`
}

func main() {
	issuer := setting("ISSUER", "http://localhost:4000")
	maxAge, err := strconv.Atoi(setting("KEYS_MAX_AGE", "300"))
	if err != nil {
		log.Fatal("KEYS_MAX_AGE is a number of seconds: ", err)
	}
	provider, err := oidc.NewProvider(context.Background(), issuer)
	if err != nil {
		log.Fatal(err)
	}
	var discovered struct {
		KeySet string `json:"jwks_uri"`
	}
	if err := provider.Claims(&discovered); err != nil {
		log.Fatal(err)
	}
	keys := &freshKeys{url: discovered.KeySet, maxAge: time.Duration(maxAge) * time.Second}
	verifier := oidc.NewVerifier(issuer, keys, &oidc.Config{
		ClientID: setting("AUDIENCE", "portcullis"),
		// go-oidc takes RS256 alone where nothing is named.
		SupportedSigningAlgs: []string{oidc.EdDSA, oidc.ES256, oidc.RS256, oidc.PS256},
	})

	http.HandleFunc("GET /public", func(w http.ResponseWriter, r *http.Request) {
		answer(w, map[string]string{"message": "Anybody may read this."})
	})
	http.HandleFunc("GET /me", isAuth(verifier, "", func(w http.ResponseWriter, caller claims) {
		answer(w, map[string]any{"userId": caller.UserID, "roles": caller.Roles})
	}))
	http.HandleFunc("GET /admin", isAuth(verifier, "ADMIN", func(w http.ResponseWriter, _ claims) {
		answer(w, map[string]string{"message": "Admins may read this."})
	}))
	port := setting("PORT", "3005")
	log.Print("http://localhost:" + port)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}

// isAuth lets callers with a good token pass, who have the role if one is named.
func isAuth(verifier *oidc.IDTokenVerifier, role string, next func(http.ResponseWriter, claims)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		authorization := r.Header.Get("Authorization")
		scheme, token, _ := strings.Cut(authorization, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			refuse(w, http.StatusUnauthorized, "")
			return
		}
		caller, err := verify(r.Context(), verifier, token)
		if err != nil {
			refuse(w, http.StatusUnauthorized, `, error="invalid_token"`)
			return
		}
		if role != "" && !slices.Contains(caller.Roles, role) {
			refuse(w, http.StatusForbidden, `, error="insufficient_scope"`)
			return
		}
		next(w, caller)
	}
}

func verify(ctx context.Context, verifier *oidc.IDTokenVerifier, token string) (caller claims, err error) {
	verified, err := verifier.Verify(ctx, token)
	if err != nil {
		return caller, err
	}
	// go-oidc is made for ID tokens and does not look at typ (RFC 9068, section 4).
	if tokenType(token) != "at+jwt" {
		return caller, errors.New("this is no access token")
	}
	return caller, verified.Claims(&caller)
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

func refuse(w http.ResponseWriter, status int, problem string) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="example"`+problem)
	http.Error(w, http.StatusText(status), status)
}

func answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body)
}

func setting(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}
