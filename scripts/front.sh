#!/bin/sh
# SPDX-FileCopyrightText: 2026 The motcua authors
# SPDX-License-Identifier: Apache-2.0
#
# Builds the front end from its lock file into the folder that is embedded.
set -eu
cd "$(dirname "$0")/../web"
command -v npm >/dev/null || { echo 'npm is needed to build the front end (Node 20 or newer)' >&2; exit 1; }
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npm run --silent build
