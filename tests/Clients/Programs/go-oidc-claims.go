package main

import (
	"encoding/json"
	"net/http"
)

func init() {
	http.HandleFunc("/claims", showClaims)
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("Welcome")) })
}

func showClaims(w http.ResponseWriter, r *http.Request) {
	found, ok := pupils.Load(cookie(r, "session"))
	if !ok {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	json.NewEncoder(w).Encode(found.(pupil).claims)
}
