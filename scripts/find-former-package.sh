#!/usr/bin/env bash
# Looks whether the package of an earlier deployment was found, and tells the pipeline: scripts/find-former-package.sh <package>.
# In the first run of the pipeline there is none. The app then stays as it was deployed, because the secrets may be all that it lacks.
set -euo pipefail

if [ -f "$1" ]; then
    echo "There is a former package."
    echo "##vso[task.setvariable variable=formerPackage]found"
else
    echo "##vso[task.logissue type=warning]There is no former package, so the app stays as it is." \
        "If its secrets are missing, go on with step 5 of the first deployment in docs/operations.md."
fi
