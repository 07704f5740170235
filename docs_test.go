// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"motcua.vn/internal/app"
)

// document is one Markdown file.
type document struct{ name, text string }

func documents(t *testing.T) []document {
	t.Helper()
	var out []document
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && p != "." || p == "bin" || p == "data") {
			return fs.SkipDir
		}
		if path.Ext(p) == ".md" {
			text, err := os.ReadFile(p)
			out = append(out, document{p, string(text)})
			return err
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	return out
}

var markdownLink = regexp.MustCompile(`\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"`)

// TestLinksOfDocumentsResolve follows every relative link, and its heading.
func TestLinksOfDocumentsResolve(t *testing.T) {
	for _, d := range documents(t) {
		for _, m := range markdownLink.FindAllStringSubmatch(d.text, -1) {
			link := m[1] + m[2]
			if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
				continue
			}
			file, heading, _ := strings.Cut(link, "#")
			target := d.name
			if file != "" {
				target = path.Join(path.Dir(d.name), file)
			}
			text, err := os.ReadFile(target)
			if info, serr := os.Stat(target); serr != nil || err != nil && !info.IsDir() {
				t.Errorf("%s: nothing at %s", d.name, link)
			} else if heading != "" && !slices.Contains(headings(string(text)), heading) {
				t.Errorf("%s: no heading %s", d.name, link)
			}
		}
	}
}

var notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

func headings(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if rest := strings.TrimLeft(line, "#"); rest != line && strings.HasPrefix(rest, " ") {
			out = append(out, strings.ReplaceAll(notInAnchor.ReplaceAllString(strings.ToLower(strings.TrimSpace(rest)), ""), " ", "-"))
		}
	}
	return out
}

// codeIn is what stands between backquotes, or in a block, one line each.
func codeIn(text string) (out []string) {
	for i, part := range strings.Split(text, "```") {
		if i%2 == 1 {
			out = append(out, strings.Split(part, "\n")...)
			continue
		}
		for j, span := range strings.Split(part, "`") {
			if j%2 == 1 {
				out = append(out, strings.Join(strings.Fields(span), " "))
			}
		}
	}
	return out
}

// commandTable reads cmd/motcua: name of a command, and its flags.
func commandTable(t *testing.T) map[string][]string {
	t.Helper()
	names, _ := fs.Glob(os.DirFS("."), "cmd/motcua/*.go")
	functions := map[string]*ast.FuncDecl{}
	runs := map[string]string{}
	for _, name := range names {
		tree, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				functions[f.Name.Name] = f
			}
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if l, ok := n.(*ast.CompositeLit); ok && l.Type == nil && len(l.Elts) == 3 {
				if word, ok := l.Elts[0].(*ast.BasicLit); ok {
					if run, ok := l.Elts[2].(*ast.Ident); ok && strings.HasPrefix(run.Name, "run") {
						runs[unquoted(word)] = run.Name
					}
				}
			}
			return true
		})
	}
	out := map[string][]string{}
	for name, run := range runs {
		out[name] = append(flagsIn(functions, functions[run]), "json", "lang", "help")
	}
	if len(out["serve"]) < 3 {
		t.Fatalf("the table of commands was not understood: %v", out)
	}
	return out
}

func unquoted(l *ast.BasicLit) string {
	s, _ := strconv.Unquote(l.Value)
	return s
}

var flagMakers = []string{"String", "Bool", "Int", "Int64", "Uint64", "Duration", "Float64", "Var", "StringVar", "BoolVar", "IntVar", "Func"}

// flagsIn finds the flags that a function defines, also in those it calls.
func flagsIn(all map[string]*ast.FuncDecl, f *ast.FuncDecl) (out []string) {
	if f == nil {
		return nil
	}
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name, _ := callee(call)
		if slices.Contains(flagMakers, name) {
			for _, a := range call.Args[:min(2, len(call.Args))] {
				if l, ok := a.(*ast.BasicLit); ok && l.Kind == token.STRING {
					out = append(out, unquoted(l))
					break
				}
			}
		} else if g := all[name]; g != nil && g != f && strings.Contains(strings.ToLower(name), "flag") {
			out = append(out, flagsIn(all, g)...)
		}
		return true
	})
	return out
}

var longFlag = regexp.MustCompile(`(?:^|[\s(\[|])--([a-z][a-z-]*)`)

// TestCommandsInDocumentsExist compares every command line shown with the table of
// commands.
func TestCommandsInDocumentsExist(t *testing.T) {
	table := commandTable(t)
	seen := map[string]bool{}
	for _, d := range documents(t) {
		for _, line := range codeIn(d.text) {
			line = strings.TrimPrefix(strings.TrimSpace(line), "bin/")
			if i := strings.Index(line, "/motcua "); i >= 0 && strings.HasPrefix(line, "ExecStart") {
				line = line[i+1:]
			}
			rest, ok := strings.CutPrefix(line, "motcua ")
			if !ok {
				continue
			}
			name := commandIn(table, rest)
			if name == "" {
				t.Errorf("%s: no such command: %s", d.name, line)
				continue
			}
			seen[name] = true
			for _, m := range longFlag.FindAllStringSubmatch(rest, -1) {
				if !slices.Contains(table[name], m[1]) {
					t.Errorf("%s: motcua %s has no flag --%s", d.name, name, m[1])
				}
			}
		}
	}
	for name := range table {
		if !seen[name] {
			t.Errorf("no document shows the command motcua %s", name)
		}
	}
}

func commandIn(table map[string][]string, line string) string {
	words := strings.Fields(line)
	for n := min(2, len(words)); n > 0; n-- {
		if name := strings.Join(words[:n], " "); table[name] != nil {
			return name
		}
	}
	return ""
}

var makeTarget = regexp.MustCompile(`^make ([a-z]+)\b`)

// TestTargetsInDocumentsExist looks every `make x` up in the Makefile.
func TestTargetsInDocumentsExist(t *testing.T) {
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents(t) {
		for _, line := range codeIn(d.text) {
			if m := makeTarget.FindStringSubmatch(strings.TrimSpace(line)); m != nil && !strings.Contains("\n"+string(makefile), "\n"+m[1]+":") {
				t.Errorf("%s: no target in the Makefile: make %s", d.name, m[1])
			}
		}
	}
}

// TestConfigurationIsDocumented finds every key of app.Config in the operator's
// guide, and there no key that is not.
func TestConfigurationIsDocumented(t *testing.T) {
	guide, err := os.ReadFile("docs/guide/operator.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for line := range strings.Lines(string(guide)) {
		if cell, _, ok := strings.Cut(strings.TrimPrefix(line, "| "), " | "); ok && strings.HasPrefix(line, "| `") {
			for _, key := range codeIn(cell) {
				told[key] = true
			}
		}
	}
	keys := configKeys(reflect.TypeFor[app.Config](), "")
	for _, key := range keys {
		if _, inside, nested := strings.Cut(key, "[]."); nested && told[inside] || told[key] {
			continue
		}
		t.Errorf("docs/guide/operator.md does not tell of the configuration key %s", key)
	}
}

func configKeys(of reflect.Type, prefix string) (out []string) {
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || name == "" {
			continue
		}
		kind, inner, mark := f.Type, prefix+name, ""
		if kind.Kind() == reflect.Slice {
			kind, mark = kind.Elem(), "[]"
		}
		if kind.Kind() != reflect.Struct {
			out = append(out, inner)
			continue
		}
		if mark != "" {
			out = append(out, inner+mark)
		}
		out = append(out, configKeys(kind, inner+mark+".")...)
	}
	return out
}

var login = regexp.MustCompile(`^(?:[a-z]+\.\d{3}|chutich|noivu|kstt|quantri)$`)

// TestLoginsInReadmeExist holds the README against the demo's logins, both ways.
func TestLoginsInReadmeExist(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	spans, known := codeIn(string(text)), map[string]bool{}
	for _, l := range app.DemoLogins() {
		known[l.Login] = true
		if !slices.Contains(spans, l.Login) {
			t.Errorf("README.md does not name the login %s", l.Login)
		}
	}
	for _, s := range spans {
		if login.MatchString(s) && !known[s] {
			t.Errorf("README.md: nobody can sign in as %s (there are %v)", s, slices.Sorted(maps.Keys(known)))
		}
	}
	if !slices.Contains(spans, app.DemoPassword) {
		t.Error("README.md does not tell the demo's password")
	}
}

var machinePath = regexp.MustCompile(`(?:^|[\s"'(=:])/(?:work|home|root|Users|mnt)/`)

// TestDocumentsNameNoMachine finds paths that exist on one machine only.
func TestDocumentsNameNoMachine(t *testing.T) {
	for _, d := range documents(t) {
		for line := range strings.Lines(d.text) {
			if machinePath.MatchString(line) {
				t.Errorf("%s: %s", d.name, strings.TrimSpace(line))
			}
		}
	}
}

// TestEveryRowHasAState finds M1 to M22 in docs/status.md.
func TestEveryRowHasAState(t *testing.T) {
	text, err := os.ReadFile("docs/status.md")
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 22; n++ {
		if !strings.Contains(string(text), "| M"+strconv.Itoa(n)+" |") {
			t.Errorf("docs/status.md: no row M%d", n)
		}
	}
}

var annotated = regexp.MustCompile(`(?m)^\s*"([^"]+)",?$`)

// TestEveryFileSaysItsLicence does what `reuse lint` does: a file names its licence,
// or REUSE.toml names it.
func TestEveryFileSaysItsLicence(t *testing.T) {
	rules, err := os.ReadFile("REUSE.toml")
	if err != nil {
		t.Fatal(err)
	}
	var patterns []*regexp.Regexp
	for _, m := range annotated.FindAllStringSubmatch(string(rules), -1) {
		p := strings.NewReplacer(`\*\*/`, `(?:.*/)?`, `\*\*`, `.*`, `\*`, `[^/]*`).Replace(regexp.QuoteMeta(m[1]))
		patterns = append(patterns, regexp.MustCompile("^"+p+"$"))
	}
	out, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		t.Logf("not a git clone: %v", err)
		return
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		if name == "LICENSE" || strings.HasPrefix(name, "LICENSES/") || slices.ContainsFunc(patterns, func(p *regexp.Regexp) bool { return p.MatchString(name) }) {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			continue // deleted, and not yet committed
		}
		// REUSE-IgnoreStart
		if head := string(text[:min(len(text), 2000)]); !strings.Contains(head, "SPDX-License-Identifier: ") {
			// REUSE-IgnoreEnd
			t.Errorf("%s: names no licence, and REUSE.toml neither", name)
		}
	}
}
