#!/usr/bin/env bash
# Looks whether a deployed app works, without signing anybody in: scripts/smoke-test.sh <address> [<path of a sign-in>].
# The path is the output signInPath of the deployment: a request of an application to /authorize. Without it no sign-in is begun.
set -uo pipefail
address=${1%/}
sign_in=${2:-}
tries=${SMOKE_TEST_TRIES:-20}
failed=0

body=$(mktemp)
trap 'rm -f "$body"' EXIT

# status <method> <path>: the HTTP status, the body in $body, redirects not followed.
status() {
    curl --silent --show-error --max-time 30 --request "$1" --output "$body" --write-out '%{http_code}' "$address$2"
}

expect() {
    local what=$1 wanted=$2 method=$3 path=$4 pattern=${5:-}
    local got
    got=$(status "$method" "$path")
    if [ "$got" = "$wanted" ] && { [ -z "$pattern" ] || grep -q "$pattern" "$body"; }; then
        echo "ok      $what"
    else
        echo "FAILED  $what: $method $path gave $got, not $wanted${pattern:+ with $pattern}"
        failed=1
    fi
}

# An app that was just deployed needs a moment.
for _ in $(seq "$tries"); do
    [ "$(status GET /health 2> /dev/null)" = 200 ] && break
    sleep 3
done

expect "the app lives" 200 GET /health '^ok '
# Before the first import of schools the app is degraded, and its deployment succeeds all the same.
expect "pupils can sign in, once there are schools" 200 GET '/health?ready' '^\(ok\|degraded\) '
expect "applications find the provider" 200 GET /.well-known/openid-configuration '"authorization_endpoint"'
# The app takes its address from Acm:RedirectUri: with another one ACM would refuse every sign-in, and applications every token.
expect "the app is at the address that it was given" 200 GET /.well-known/openid-configuration "\"issuer\": *\"$address/\""
expect "the keys of ID tokens are published" 200 GET /.well-known/jwks.json '"keys"'
[ -z "$sign_in" ] || expect "a sign-in goes to ACM" 302 GET "$sign_in"
expect "a request of no application is refused" 400 GET '/authorize?client_id=-&redirect_uri=https://elsewhere.example'
expect "an answer that nobody asked for is refused" 400 GET '/acm/callback?code=x&state=y'
expect "staff without a token are refused" 401 GET /staff/schools
expect "the addresses are described" 200 GET /openapi.json '"openapi"'

exit "$failed"
