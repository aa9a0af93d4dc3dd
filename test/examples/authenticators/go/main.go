// Authenticators of virtualwebauthn. Takes lines of JSON, and answers each by one, as ../python/authenticator.py tells.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"

	wa "github.com/descope/virtualwebauthn"
)

type order struct {
	Do      string          `json:"do"`
	Device  string          `json:"device"`
	As      string          `json:"as"`
	Origin  string          `json:"origin"`
	Options json.RawMessage `json:"options"`
	Like    *likeness       `json:"like"`
}

type likeness struct {
	Algorithms []int `json:"algorithms"`
	Verifies   *bool `json:"verifies"`
	Keeps      *bool `json:"keeps"`
}

type answer struct {
	Credential json.RawMessage `json:"credential,omitempty"`
	Refused    string          `json:"refused,omitempty"`
}

// The library's authenticator knows one user handle and no order of its passkeys; ours has one passkey.
type device struct {
	authenticator wa.Authenticator
	keyType       wa.KeyType
	keeps         bool
}

const rs256 = -257

func newDevice(like *likeness) *device {
	made := &device{keyType: wa.KeyTypeEC2, keeps: true}
	options := wa.AuthenticatorOptions{}
	if like != nil {
		if len(like.Algorithms) > 0 && like.Algorithms[0] == rs256 {
			made.keyType = wa.KeyTypeRSA
		}
		options.UserNotVerified = like.Verifies != nil && !*like.Verifies
		made.keeps = like.Keeps == nil || *like.Keeps
	}
	made.authenticator = wa.NewAuthenticatorWithOptions(options)
	return made
}

func (d *device) create(origin string, raw json.RawMessage) (string, error) {
	options, err := wa.ParseAttestationOptions(string(raw))
	if err != nil {
		return "", err
	}
	for _, credential := range d.authenticator.Credentials {
		if credential.IsExcludedForAttestation(*options) {
			return "", errors.New("DEVICE_INELIGIBLE")
		}
	}
	credential := wa.NewCredential(d.keyType)
	if d.keeps {
		d.authenticator.Options.UserHandle = []byte(options.UserID)
	}
	d.authenticator.AddCredential(credential)
	party := wa.RelyingParty{ID: options.RelyingPartyID, Name: options.RelyingPartyName, Origin: origin}
	return wa.CreateAttestationResponse(party, d.authenticator, credential, *options), nil
}

func (d *device) get(origin string, raw json.RawMessage) (string, error) {
	options, err := wa.ParseAssertionOptions(string(raw))
	if err != nil {
		return "", err
	}
	credential := d.authenticator.FindAllowedCredential(*options)
	if credential == nil && d.keeps && len(options.AllowCredentials) == 0 && len(d.authenticator.Credentials) > 0 {
		credential = &d.authenticator.Credentials[0]
	}
	if credential == nil {
		return "", errors.New("DEVICE_INELIGIBLE")
	}
	// It signs the counter that it is given, and counts nothing by itself.
	credential.Counter++
	party := wa.RelyingParty{ID: options.RelyingPartyID, Origin: origin}
	return wa.CreateAssertionResponse(party, d.authenticator, *credential, *options), nil
}

func obey(devices map[string]*device, given order) answer {
	if given.Do == "copy" {
		twin := *devices[given.Device]
		twin.authenticator.Credentials = append([]wa.Credential{}, twin.authenticator.Credentials...)
		devices[given.As] = &twin
		return answer{}
	}
	asked, isThere := devices[given.Device]
	if !isThere {
		asked = newDevice(given.Like)
		devices[given.Device] = asked
	}
	act := asked.get
	if given.Do == "create" {
		act = asked.create
	}
	credential, err := act(given.Origin, given.Options)
	if err != nil {
		return answer{Refused: err.Error()}
	}
	return answer{Credential: json.RawMessage(credential)}
}

func main() {
	devices := map[string]*device{}
	lines := bufio.NewReader(os.Stdin)
	written := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var given order
		if err := json.Unmarshal(line, &given); err != nil {
			panic(err)
		}
		if err := written.Encode(obey(devices, given)); err != nil {
			panic(err)
		}
	}
}
