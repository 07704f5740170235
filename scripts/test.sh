#!/bin/sh
# SPDX-FileCopyrightText: 2026 The motcua authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs every test there is. A missing tool or server is a failure, never a skip.
set -eu
cd "$(dirname "$0")/.."
export CI=true
sh scripts/setup.sh
sh scripts/front.sh

pg=${MOTCUA_TEST_PGDIR:-${TMPDIR:-/tmp}/motcua-pg}
MOTCUA_TEST_POSTGRES=$(sh scripts/postgres.sh start "$pg")
export MOTCUA_TEST_POSTGRES
trap 'sh scripts/postgres.sh stop "$pg"' EXIT

echo '== generated files are fresh'
go tool templ generate
git diff --exit-code -- '*_templ.go'
echo '== format, vet, staticcheck'
test -z "$(gofmt -l $(git ls-files '*.go'))" || { gofmt -l $(git ls-files '*.go'); exit 1; }
go vet ./...
go tool staticcheck ./...
echo '== tests'
CGO_ENABLED=0 go build -trimpath -o bin/motcua ./cmd/motcua
go test -timeout 15m ./...
