#!/usr/bin/env bash
# Measures what a sign-in, a start, the sweep and the rest cost, side by side with what a team would use instead, and writes bench/results
# and docs/performance.md. Under ten minutes on two quiet cores. Linux; Apache with mod_auth_openidc takes part where it is installed
# (Debian: apache2, libapache2-mod-auth-openidc).
#   bench/run.sh                 everything
#   bench/run.sh quick FOLDER    everything once and short, into a folder: shows that it works, not how fast it is
#   bench/run.sh load ours 60    one program (ours, AddOpenIdConnect) under sign-ins for so many seconds, to look at with a profiler
#   bench/run.sh overload 300 220 60   ours for 60 seconds, with storage for 300 requests per second and 220 sign-ins per second
#   bench/run.sh report          the documents again, of the results that are there
set -euo pipefail
cd "$(dirname "$0")/.."

# In a container, where nobody minds, the Apache to compare with is installed; elsewhere it is used where it is there.
if [ "$(id -u)" -eq 0 ] && [ -e /.dockerenv -o -n "${CI:-}" ] && [ ! -e /usr/lib/apache2/modules/mod_auth_openidc.so ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -qq update && apt-get -qq install --no-install-recommends apache2 libapache2-mod-auth-openidc; } >/dev/null 2>&1 || true
fi

# Compiled ahead, for a start as it is when deployed. Lock files are for what is restored without a runtime, so these get their own.
dotnet publish bench/Bench.slnf --configuration Release --artifacts-path artifacts/bench --verbosity quiet \
    -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/published.packages.lock.json -nodeReuse:false

exec artifacts/bench/publish/Driver/release/LeerId.Bench.Driver "$@"
