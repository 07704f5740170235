#!/bin/sh
# SPDX-FileCopyrightText: 2026 The motcua authors
# SPDX-License-Identifier: Apache-2.0
#
# Starts (or stops) a PostgreSQL server of its own for tests, and prints its
# address. Usage: postgres.sh start DIR | stop DIR
set -eu
verb=$1 dir=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
port=${MOTCUA_TEST_PORT:-54329}

# PostgreSQL refuses to run as root.
as() {
	if [ "$(id -u)" = 0 ]; then
		id motcuatest >/dev/null 2>&1 || useradd --system --no-create-home motcuatest
		setpriv --reuid motcuatest --regid motcuatest --clear-groups env HOME=/tmp "$@"
	else
		"$@"
	fi
}

case $verb in
start)
	if [ ! -f "$dir/PG_VERSION" ]; then
		mkdir -p "$dir"
		[ "$(id -u)" != 0 ] || { id motcuatest >/dev/null 2>&1 || useradd --system --no-create-home motcuatest; chown motcuatest "$dir"; }
		as "$bin/initdb" -D "$dir" -U motcua --auth=trust --locale=C --encoding=UTF8 --data-checksums >&2
	fi
	if ! as "$bin/pg_ctl" -D "$dir" status >/dev/null 2>&1; then
		as "$bin/pg_ctl" -D "$dir" -w -l "$dir/log" start -o \
			"-p $port -k $dir -c listen_addresses=127.0.0.1 -c shared_buffers=256MB -c max_connections=400 -c max_wal_size=4GB" >&2
	fi
	echo "postgres://motcua@127.0.0.1:$port/postgres?sslmode=disable"
	;;
stop)
	as "$bin/pg_ctl" -D "$dir" -m fast stop >&2 || true
	;;
*)
	echo "usage: postgres.sh start|stop DIR" >&2
	exit 2
	;;
esac
