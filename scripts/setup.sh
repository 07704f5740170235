#!/bin/sh
# SPDX-FileCopyrightText: 2026 The motcua authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs what the tests need and is not there yet: a database server, a browser
# and the independent programs that our documents are checked against.
set -eu
missing=
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need pdfsig poppler-utils
need qpdf qpdf
need zbarimg zbar-tools
need openssl openssl
need chromium chromium
need setpriv util-linux
[ -n "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
$sudo apt-get update -q
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends $missing
