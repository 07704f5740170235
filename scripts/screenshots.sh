#!/bin/sh
# SPDX-FileCopyrightText: 2026 The motcua authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes the pictures of the README with a demo and a browser of its own. Look at
# every one of them before you commit. Arguments go to e2e/shots: --only desk
set -eu
cd "$(dirname "$0")/.."
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { echo 'a Chromium is needed: sh scripts/setup.sh' >&2; exit 1; }
exec go run -tags shots ./e2e/shots --browser "$browser" "$@"
