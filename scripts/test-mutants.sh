#!/usr/bin/env bash
# Changes the code in folders of src/Core, one small change at a time, and reports the changes that no test of these folders notices:
# scripts/test-mutants.sh [folder ...]. The reports are in tests/Mutation/StrykerOutput.
# Run it on an idle machine: a test that times out because of other programs counts as one that noticed. A survivor in the initial value of a
# static field says nothing, because one process runs the tests for many changes, and sets the field only once.
set -euo pipefail
cd "$(dirname "$0")/../tests/Mutation"

dotnet tool restore
[ $# -gt 0 ] || set -- OpenIdConnect SignIn
for folder; do
    TestFolder=$folder dotnet stryker --mutate "$folder/**/*.cs" --output "StrykerOutput/$folder"
done
