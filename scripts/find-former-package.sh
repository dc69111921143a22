#!/usr/bin/env bash
# Tells the pipeline whether the package of an earlier deployment was found: scripts/find-former-package.sh <package>.
# In the first run of the pipeline there is none. The new package then stays deployed, because perhaps only the secrets are missing.
set -euo pipefail

if [ -f "$1" ]; then
    echo "There is a former package."
    echo "##vso[task.setvariable variable=formerPackage]found"
else
    echo "##vso[task.logissue type=warning]There is no former package, so the new package stays deployed." \
        "If its secrets are missing, go on with step 5 of the first deployment in docs/operations.md."
fi
