pg:
	sh scripts/postgres.sh
