// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package organisation

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"strconv"
)

//go:embed facts/*.tsv
var factFiles embed.FS

// Facts is what a province's own tables say.
type Facts struct {
	Units    []Unit
	Lineage  []Link
	Agencies []Agency
}

// SonLa gives the built-in tables of Sơn La: 1 province, 12 former districts, 200 former and 75 present commune-level units,
// and the agencies with demo numbers. A problem in them is a fault of the program, which the tests would have found.
func SonLa() (Facts, error) {
	var f Facts
	var ps [3][]Problem
	f.Units, ps[0] = ParseUnits(factFile("son-la-units.tsv"))
	f.Lineage, ps[1] = ParseLineage(factFile("son-la-lineage.tsv"))
	f.Agencies, ps[2] = ParseAgencies(factFile("son-la-agencies.tsv"))
	for i, p := range ps {
		if len(p) > 0 {
			return Facts{}, fmt.Errorf("built-in table %d: line %d: %s %s", i, p[0].Row, p[0].Code, p[0].Field)
		}
	}
	return f, nil
}

func factFile(name string) io.Reader {
	b, err := factFiles.ReadFile("facts/" + name)
	if err != nil {
		return bytes.NewReader(nil)
	}
	return bytes.NewReader(b)
}

func itoa(n int) string { return strconv.Itoa(n) }
