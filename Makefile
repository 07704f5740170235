# SPDX-FileCopyrightText: 2026 The motcua authors
# SPDX-License-Identifier: Apache-2.0

# make run    the demo province on http://localhost:8080
# make test   every test, on SQLite and PostgreSQL, with a browser (installs what it needs; root or sudo)
# make check  what to run before a commit: under two minutes

SHELL   := /bin/sh
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT  := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)
STATIC  := internal/platform/ui/static
LISTEN  ?= 127.0.0.1:8080
DATA    ?= data/demo

.PHONY: run build front generate test check fmt bench schema screenshots clean

run: build
	bin/motcua demo --data $(DATA) --listen $(LISTEN)

build: front
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o bin/motcua ./cmd/motcua

# The front end is built again only when one of its sources changed.
front: $(STATIC)/manifest.json

$(STATIC)/manifest.json: $(shell find web -type f -not -path '*/node_modules/*' 2>/dev/null)
	sh scripts/front.sh

generate:
	go tool templ generate

test:
	sh scripts/test.sh

check: generate
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'run: make fmt'; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	MOTCUA_TEST_POSTGRES= CI= go test $$(go list ./... | grep -v /e2e)

fmt:
	gofmt -w $$(git ls-files '*.go')
	go tool templ fmt internal

bench: build
	sh scripts/bench.sh

schema:
	go run ./cmd/motcua schema > docs/schema.sql

screenshots: build
	sh scripts/screenshots.sh

clean:
	rm -rf bin data $(STATIC)/fonts $(STATIC)/*.js $(STATIC)/*.json web/node_modules
