#!/usr/bin/env bash
# Changes the code in folders of src/Core, one small change at a time, and reports the changes that no test of these folders notices:
# scripts/test-mutants.sh [folder ...]. The reports are in tests/Mutation/StrykerOutput.
set -euo pipefail
cd "$(dirname "$0")/../tests/Mutation"

dotnet tool restore
[ $# -gt 0 ] || set -- OpenIdConnect SignIn Students PrivacyLog/Seals
for folder; do
    TestFolder=$folder dotnet stryker --mutate "$folder/**/*.cs" --output "StrykerOutput/$folder"
done
