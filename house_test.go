// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package house_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// module is the import path of this repository.
const module = "motcua.vn"

// floors says on which floor a room stands. A room imports only rooms on lower
// floors; a new room is a line here and a line in ARCHITECTURE.md.
var floors = map[string]int{
	"organisation": 1, "calendar": 1,
	"identity": 2, "catalogue": 2,
	"document": 3, "notification": 3,
	"dossier":      4,
	"satisfaction": 5,
	"portal":       7, "desk": 7, "cockpit": 7,
	"app": 9, "sandbox": 8,
}

// exceptions to a wall, each with the ADR that allows it.
var exceptions = map[string]string{
	"internal/platform/db sql":      "docs/adr/0002: the database room itself",
	"internal/platform/testkit sql": "docs/adr/0002: creates and drops databases of tests",
}

// file is one Go file, parsed.
type file struct {
	name, text string
	tree       *ast.File
	test       bool
}

func (f file) dir() string { return path.Dir(f.name) }

// breaches collects what is wrong; the walls are functions from files to breaches,
// so that TestWallsHold can also be shown to fail on planted files.
type wall func(t *testing.T, root fs.FS, files []file) []string

var walls = map[string]wall{
	"floors": floorsHold, "sql": sqlStaysInStores, "clock": clockIsAsked, "texts": textsMatch, "flat": roomsAreFlat,
	"docs": roomsAreExplained, "spdx": licencesAreSaid, "size": filesAreShort, "sandbox": sandboxStaysOutside,
}

func TestWallsHold(t *testing.T) {
	root := os.DirFS(".")
	files := read(t, root)
	for name, w := range walls {
		t.Run(name, func(t *testing.T) {
			for _, b := range w(t, root, files) {
				t.Error(b)
			}
		})
	}
}

// TestPlantedBreachesAreFound proves that the walls can fail.
func TestPlantedBreachesAreFound(t *testing.T) {
	// REUSE-IgnoreStart
	const head = "// SPDX-FileCopyrightText: 2026 The motcua authors\n// SPDX-License-Identifier: Apache-2.0\n\n"
	// REUSE-IgnoreEnd
	planted := map[string]fstest.MapFS{
		"floors":  {"internal/calendar/up.go": code(head + "package calendar\nimport _ \"motcua.vn/internal/dossier\"\n")},
		"sql":     {"internal/dossier/page.go": code(head + "package dossier\nvar q = `SELECT id FROM dossier`\n")},
		"clock":   {"internal/dossier/when.go": code(head + "package dossier\nimport \"time\"\nvar now = time.Now()\n")},
		"flat":    {"internal/dossier/model/m.go": code(head + "package model\n")},
		"spdx":    {"internal/dossier/bare.go": code("package dossier\n")},
		"size":    {"internal/dossier/long.go": code(head + "package dossier\n" + strings.Repeat("// long\n", 600))},
		"docs":    {"internal/calendar/a.go": code(head + "package calendar\n")},
		"sandbox": {"internal/app/s.go": code(head + "package app\nimport _ \"motcua.vn/internal/sandbox\"\n")},
		"texts": {
			"internal/dossier/locale/vi.json": code(`{"dossier.a": "a", "dossier.b": "b"}`),
			"internal/dossier/locale/en.json": code(`{"dossier.a": "a"}`),
			"internal/dossier/use.go":         code(head + "package dossier\nvar x = T(\"dossier.a\") + T(\"dossier.missing\") + T(\"dossier.b\")\n"),
		},
	}
	for name := range walls {
		root, ok := planted[name]
		if !ok {
			t.Errorf("no planted breach for the wall %q", name)
			continue
		}
		if found := walls[name](t, root, read(t, root)); len(found) == 0 {
			t.Errorf("the wall %q does not see a planted breach", name)
		}
	}
}

func code(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

func read(t *testing.T, root fs.FS) []file {
	t.Helper()
	var out []file
	set := token.NewFileSet()
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && p != "." || d.Name() == "node_modules" || d.Name() == "testdata" || p == "bin" || p == "data") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(p) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(set, p, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		out = append(out, file{name: p, text: string(text), tree: tree, test: strings.HasSuffix(p, "_test.go")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// room is the name of the room a file stands in, or "" for the cellar, the
// standards and the rest.
func room(dir string) string {
	parts := strings.Split(dir, "/")
	if len(parts) >= 2 && parts[0] == "internal" && parts[1] != "platform" && parts[1] != "deps" {
		return parts[1]
	}
	return ""
}

func imports(f file) []string {
	var out []string
	for _, i := range f.tree.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err == nil {
			if rest, ours := strings.CutPrefix(p, module+"/"); ours {
				out = append(out, rest)
			}
		}
	}
	return out
}

func floorsHold(_ *testing.T, _ fs.FS, files []file) (out []string) {
	for _, f := range files {
		from := room(f.dir())
		for _, to := range imports(f) {
			if b := climbs(f, from, to); b != "" {
				out = append(out, f.name+": "+b)
			}
		}
		if from != "" && floors[from] == 0 {
			out = append(out, f.name+": the room "+from+" stands on no floor")
		}
	}
	return out
}

func climbs(f file, from, to string) string {
	target := room(to)
	switch {
	case strings.HasPrefix(f.name, "standards/") && !strings.HasPrefix(to, "standards/"):
		return "a standard imports " + to
	case strings.HasPrefix(f.name, "internal/platform/") && target != "" && !f.test:
		return "the cellar imports the room " + target
	case from == "" || target == "" || target == from || f.test:
		return ""
	case floors[target] >= floors[from]:
		return fmt.Sprintf("%s (floor %d) imports %s (floor %d)", from, floors[from], target, floors[target])
	}
	return ""
}

func sandboxStaysOutside(_ *testing.T, _ fs.FS, files []file) (out []string) {
	for _, f := range files {
		if f.test || strings.HasPrefix(f.name, "cmd/") || room(f.dir()) == "sandbox" {
			continue
		}
		if slices.Contains(imports(f), "internal/sandbox") {
			out = append(out, f.name+": the sandbox is for cmd and tests")
		}
	}
	return out
}

var statement = regexp.MustCompile(`(?is)^\s*(SELECT\s+\S+.*\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|UNIQUE)|ALTER\s+TABLE|DROP\s+TABLE)`)

func sqlStaysInStores(_ *testing.T, _ fs.FS, files []file) (out []string) {
	for _, f := range files {
		if f.test || strings.HasPrefix(path.Base(f.name), "store") || exceptions[f.dir()+" sql"] != "" {
			continue
		}
		literals(f, func(s string, line token.Pos) {
			if statement.MatchString(s) {
				out = append(out, fmt.Sprintf("%s: SQL outside store*.go: %.40q", f.name, s))
			}
		})
	}
	return out
}

func literals(f file, fn func(s string, at token.Pos)) {
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				fn(s, lit.Pos())
			}
		}
		return true
	})
}

func clockIsAsked(_ *testing.T, _ fs.FS, files []file) (out []string) {
	for _, f := range files {
		if f.test || f.dir() == "internal/platform/clock" {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && (sel.Sel.Name == "Now" || sel.Sel.Name == "Since" || sel.Sel.Name == "Until") {
					out = append(out, f.name+": time."+sel.Sel.Name+" outside platform/clock")
				}
			}
			return true
		})
	}
	return out
}

func roomsAreFlat(_ *testing.T, _ fs.FS, files []file) (out []string) {
	for _, f := range files {
		depth := strings.Count(f.dir(), "/")
		if r := room(f.dir()); r != "" && depth > 1 {
			out = append(out, f.name+": a package inside the room "+r)
		}
		if strings.HasPrefix(f.name, "internal/platform/") && depth > 2 {
			out = append(out, f.name+": a package inside a room of the cellar")
		}
		if base := path.Base(f.dir()); slices.Contains([]string{"model", "models", "util", "utils", "common", "helpers", "types", "handlers", "store"}, base) {
			out = append(out, f.name+": a package named "+base+" says nothing")
		}
	}
	return out
}

func roomsAreExplained(_ *testing.T, _ fs.FS, files []file) (out []string) {
	documented, seen := map[string]bool{}, map[string]bool{}
	for _, f := range files {
		if f.test || !strings.HasPrefix(f.name, "internal/") && !strings.HasPrefix(f.name, "standards/") {
			continue
		}
		seen[f.dir()] = true
		if f.tree.Doc != nil {
			documented[f.dir()] = true
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(seen)) {
		if !documented[dir] {
			out = append(out, dir+": no package comment")
		}
	}
	return out
}

func licencesAreSaid(_ *testing.T, _ fs.FS, files []file) (out []string) {
	for _, f := range files {
		// REUSE-IgnoreStart
		if !strings.Contains(f.text[:min(len(f.text), 600)], "SPDX-License-Identifier: Apache-2.0") && !strings.HasSuffix(f.name, "_templ.go") {
			// REUSE-IgnoreEnd
			out = append(out, f.name+": no SPDX licence line")
		}
	}
	return out
}

func filesAreShort(_ *testing.T, _ fs.FS, files []file) (out []string) {
	for _, f := range files {
		if n := strings.Count(f.text, "\n"); n > 500 && !strings.HasSuffix(f.name, "_templ.go") && !f.test {
			out = append(out, fmt.Sprintf("%s: %d lines; a file is one thing, 500 at most", f.name, n))
		}
	}
	return out
}

// textKey is how a text key looks: room, then words.
var textKey = regexp.MustCompile(`^(fault|ui|[a-z]+)(\.[a-z0-9_]+)+$`)

// composes are rooms that put most of their keys together from parts, in templates
// of their own; a text of theirs that nobody uses is not found here.
var composes = map[string]bool{"sandbox.": true, "notification.": true}

// isTextKey tells a whole key from the tail that a room puts its prefix before.
func isTextKey(s string) bool {
	first, _, _ := strings.Cut(s, ".")
	return textKey.MatchString(s) && (floors[first] != 0 || first == "fault" || first == "ui")
}

// textCalls are the functions whose string arguments are text keys.
var textCalls = map[string]bool{"T": true, "Text": true, "Add": true, "Require": true, "Done": true, "Key": true}

func textsMatch(t *testing.T, root fs.FS, files []file) (out []string) {
	vi, en := locale(t, root, "vi"), locale(t, root, "en")
	for key, text := range vi {
		if _, ok := en[key]; !ok {
			out = append(out, "no English for "+key)
		} else if a, b := holes(text), holes(en[key]); a != b {
			out = append(out, fmt.Sprintf("%s: Vietnamese has %s, English %s", key, a, b))
		}
	}
	for key := range en {
		if _, ok := vi[key]; !ok {
			out = append(out, "no Vietnamese for "+key)
		}
	}
	used, prefixes := map[string]bool{}, []string{}
	for _, f := range files {
		literals(f, func(s string, _ token.Pos) {
			used[s] = true
			if strings.HasSuffix(s, ".") && (strings.Count(s, ".") > 1 || composes[s]) {
				prefixes = append(prefixes, s)
			}
		})
		if !f.test {
			out = append(out, untranslated(f, vi)...)
		}
	}
	for key := range vi {
		if !used[key] && !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(key, p) }) {
			out = append(out, "nobody uses the text "+key)
		}
	}
	slices.Sort(out)
	return out
}

// untranslated finds keys that are asked for and have no text.
func untranslated(f file, vi map[string]string) (out []string) {
	ast.Inspect(f.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name, pkg := callee(call)
		if !textCalls[name] && !(pkg == "fault" && (name == "New" || name == "Wrap")) {
			return true
		}
		for _, a := range call.Args {
			lit, ok := a.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				continue
			}
			if s, err := strconv.Unquote(lit.Value); err == nil && isTextKey(s) && vi[s] == "" {
				out = append(out, f.name+": no text for "+s)
			}
		}
		return true
	})
	return out
}

func callee(c *ast.CallExpr) (name, pkg string) {
	switch fn := c.Fun.(type) {
	case *ast.Ident:
		return fn.Name, ""
	case *ast.SelectorExpr:
		if x, ok := fn.X.(*ast.Ident); ok {
			return fn.Sel.Name, x.Name
		}
		return fn.Sel.Name, ""
	}
	return "", ""
}

func locale(t *testing.T, root fs.FS, lang string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"internal/*/locale/", "internal/platform/*/locale/"} {
		names, _ := fs.Glob(root, pattern+lang+".json")
		for _, name := range names {
			body, err := fs.ReadFile(root, name)
			if err != nil {
				t.Fatal(err)
			}
			var texts map[string]string
			if err := json.Unmarshal(body, &texts); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			maps.Copy(all, texts)
		}
	}
	return all
}

var hole = regexp.MustCompile(`\{([a-z_]+)[|}]`)

// holes lists the arguments a text takes.
func holes(text string) string {
	var names []string
	for _, m := range hole.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}
