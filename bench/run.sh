#!/usr/bin/env bash
# Measures the cost of a sign-in, a start, the sweep and other jobs, beside the alternatives that a team would use. Writes bench/results
# and docs/performance.md. Takes some twenty minutes on two idle cores. Needs Linux; measures Apache with mod_auth_openidc if it is installed
# (Debian: apache2, libapache2-mod-auth-openidc), and the shares of the processor time if perf is (linux-perf).
#   bench/run.sh                 runs everything
#   bench/run.sh quick FOLDER    runs everything once and short, into a folder; shows that it works, not how fast it is
#   bench/run.sh starts 15       starts ours, AddOpenIdConnect, the worker and a minimal worker 15 times each, and prints the medians
#   bench/run.sh load ours 60    keeps one program (ours, AddOpenIdConnect) busy with sign-ins for a number of seconds, for a profiler
#   bench/run.sh flood           prints the memory of ours before a flood of requests, and a minute after it
#   bench/run.sh overload 300 220 60   runs ours for 60 seconds, with storage for 300 requests per second and 220 sign-ins per second
#   bench/run.sh report          writes the documents again from the existing results
set -euo pipefail
cd "$(dirname "$0")/.."

# In a container, Apache is installed for the comparison. Elsewhere the script uses it only if it is already installed.
if [ "$(id -u)" -eq 0 ] && [ -e /.dockerenv -o -n "${CI:-}" ] && [ ! -e /usr/lib/apache2/modules/mod_auth_openidc.so ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -qq update && apt-get -qq install --no-install-recommends apache2 libapache2-mod-auth-openidc; } >/dev/null 2>&1 || true
fi

# The programs are compiled ahead of time, as when deployed. The committed lock files are for builds without a runtime, so these get their own.
scripts/publish-functions.sh artifacts/functions >/dev/null
dotnet publish bench/Bench.slnf --configuration Release --artifacts-path artifacts/bench --verbosity quiet \
    -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/published.packages.lock.json -p:HostFiles=false -nodeReuse:false

exec artifacts/bench/publish/Driver/release/LeerId.Bench.Driver "$@"
