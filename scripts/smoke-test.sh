#!/usr/bin/env bash
# Checks that a deployed app works, without signing anybody in: scripts/smoke-test.sh <address> [<path of a sign-in>] [<version>].
# The path is the output signInPath of the deployment: a request of an application to /authorize. Without it, no sign-in is begun.
# The version is that of the deployed package (version.txt). Without it, any version is accepted.
set -uo pipefail
address=${1%/}
sign_in=${2:-}
version=${3:-}
# A rolling update replaces the instances in batches, and a new role takes up to ten minutes to have effect.
tries=${SMOKE_TEST_TRIES:-60}
pause=${SMOKE_TEST_PAUSE:-10}
failed=0

body=$(mktemp)
trap 'rm -f "$body"' EXIT

# status <method> <path>: the HTTP status, the body in $body, redirects not followed.
status() {
    curl --silent --show-error --max-time 15 --request "$1" --output "$body" --write-out '%{http_code}' "$address$2"
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

is_alive() {
    [ "$(status GET /health 2> /dev/null)" = 200 ] && { [ -z "$version" ] || [ "$(cat "$body")" = "ok $version" ]; }
}

# During a rolling update some requests still reach an instance with the previous version.
is_replaced() {
    for _ in 1 2 3 4 5; do
        is_alive || return 1
    done
}

is_ready() {
    [ "$(status GET '/health?ready' 2> /dev/null)" = 200 ]
}

repeat_until() {
    for try in $(seq "$tries"); do
        "$1" && return
        [ "$try" = "$tries" ] || sleep "$pause"
    done
}

repeat_until is_replaced
repeat_until is_ready

expect "the app is alive" 200 GET /health '^ok '
if [ -n "$version" ] && ! is_replaced; then
    echo "FAILED  version $version is deployed: /health gave $(cat "$body")"
    failed=1
fi
# Before the first import of schools the app is degraded. The deployment still succeeds.
expect "pupils can sign in, once there are schools" 200 GET '/health?ready' '^\(ok\|degraded\) '
expect "applications find the provider" 200 GET /.well-known/openid-configuration '"authorization_endpoint"'
# The app derives its address from Acm:RedirectUri. With a wrong one, ACM would refuse every sign-in, and applications every token.
expect "the app is at the address that it was given" 200 GET /.well-known/openid-configuration "\"issuer\": *\"$address/\""
expect "the keys of ID tokens are published" 200 GET /.well-known/jwks.json '"keys"'
[ -z "$sign_in" ] || expect "a sign-in goes to ACM" 302 GET "$sign_in"
expect "a request of no application is refused" 400 GET '/authorize?client_id=-&redirect_uri=https://elsewhere.example'
expect "an answer that nobody asked for is refused" 400 GET '/acm/callback?code=x&state=y'
expect "staff without a token are refused" 401 GET /staff/schools
expect "the addresses are described" 200 GET /openapi.json '"openapi"'

exit "$failed"
