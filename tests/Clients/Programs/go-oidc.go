// <documented>
package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"

	"github.com/coreos/go-oidc"
	"golang.org/x/oauth2"
)

type pupil struct {
	claims  map[string]any
	idToken string
}

var (
	address  = os.Getenv("ADDRESS")
	provider *oidc.Provider
	settings oauth2.Config
	pupils   sync.Map
)

func random() string {
	bytes := make([]byte, 32)
	rand.Read(bytes)
	return base64.RawURLEncoding.EncodeToString(bytes)
}

func setCookie(w http.ResponseWriter, name, value string, age int) {
	secure := strings.HasPrefix(address, "https:")
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, MaxAge: age, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode})
}

func cookie(r *http.Request, name string) string {
	if found, err := r.Cookie(name); err == nil {
		return found.Value
	}
	return ""
}

func signIn(w http.ResponseWriter, r *http.Request) {
	state, nonce, verifier := random(), random(), random()
	setCookie(w, "sign-in", state+"."+nonce+"."+verifier, 600)
	challenge := sha256.Sum256([]byte(verifier))
	http.Redirect(w, r, settings.AuthCodeURL(state, oidc.Nonce(nonce),
		oauth2.SetAuthURLParam("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:])),
		oauth2.SetAuthURLParam("code_challenge_method", "S256")), http.StatusFound)
}

func callback(w http.ResponseWriter, r *http.Request) {
	setCookie(w, "sign-in", "", -1)
	kept := strings.Split(cookie(r, "sign-in"), ".")
	if len(kept) != 3 || r.FormValue("state") != kept[0] {
		http.Error(w, "state", http.StatusBadRequest)
		return
	}
	if r.FormValue("error") != "" {
		http.Error(w, r.FormValue("error"), http.StatusBadRequest)
		return
	}
	tokens, err := settings.Exchange(r.Context(), r.FormValue("code"), oauth2.SetAuthURLParam("code_verifier", kept[2]))
	if err != nil {
		http.Error(w, "code", http.StatusBadRequest)
		return
	}
	rawIDToken, _ := tokens.Extra("id_token").(string)
	idToken, err := provider.Verifier(&oidc.Config{ClientID: settings.ClientID}).Verify(r.Context(), rawIDToken)
	if err != nil || idToken.Nonce != kept[1] {
		http.Error(w, "ID token", http.StatusBadRequest)
		return
	}
	info, err := provider.UserInfo(r.Context(), oauth2.StaticTokenSource(tokens))
	if err != nil || info.Subject != idToken.Subject {
		http.Error(w, "userinfo", http.StatusBadRequest)
		return
	}
	signedIn := pupil{idToken: rawIDToken}
	if err := info.Claims(&signedIn.claims); err != nil {
		http.Error(w, "claims", http.StatusBadRequest)
		return
	}
	id := random()
	pupils.Store(id, signedIn)
	setCookie(w, "session", id, 0)
	http.Redirect(w, r, "/", http.StatusFound)
}

func signOut(w http.ResponseWriter, r *http.Request) {
	query := url.Values{"post_logout_redirect_uri": {address + "/signed-out"}}
	if found, ok := pupils.LoadAndDelete(cookie(r, "session")); ok {
		query.Set("id_token_hint", found.(pupil).idToken)
	}
	setCookie(w, "session", "", -1)
	var metadata struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&metadata); err != nil {
		http.Error(w, "metadata", http.StatusInternalServerError)
		return
	}
	http.Redirect(w, r, metadata.EndSession+"?"+query.Encode(), http.StatusFound)
}

func main() {
	var err error
	if provider, err = oidc.NewProvider(context.Background(), os.Getenv("ISSUER")); err != nil {
		panic(err)
	}
	settings = oauth2.Config{
		ClientID: os.Getenv("CLIENT_ID"), ClientSecret: os.Getenv("CLIENT_SECRET"), Endpoint: provider.Endpoint(),
		RedirectURL: address + "/callback", Scopes: []string{oidc.ScopeOpenID, "profile", "leerid"}}
	http.HandleFunc("/sign-in", signIn)
	http.HandleFunc("/callback", callback)
	http.HandleFunc("/sign-out", signOut)
	panic(http.ListenAndServe(strings.TrimPrefix(address, "http://"), nil))
}

// </documented>
