// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Command motcua runs a province's one-stop administration: it serves, and it is
// the operator's tool. Every subcommand exits 0 on success, 1 where a check
// failed and 2 on wrong use; with --json it prints exactly one JSON document on
// standard output.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"sort"
	"strings"
	"syscall"

	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/i18n"
)

// Set by the linker.
var (
	version = "dev"
	commit  = "unknown"
)

// command is one subcommand; its name may have two words.
type command struct {
	name, use string
	run       func(ctx context.Context, e *env, args []string) error
}

var commands = []command{
	{"version", "version [--json]", runVersion},
	{"demo", "demo [--data DIR] [--listen ADDR] [--scale small|province] [--seed N]", runDemo},
	{"serve", "serve --db URL [--listen ADDR] [--config FILE]", runServe},
	{"migrate", "migrate --db URL [--json]", runMigrate},
	{"schema", "schema", runSchema},
	{"sandbox", "sandbox [--listen ADDR] [--data DIR] [--client URL]", runSandbox},
	{"bench lifecycle", "bench lifecycle --db URL [--clients N] [--seconds S] [--preload M] [--in-process] [--json]", runBenchLifecycle},
	{"bench pages", "bench pages --db URL [--preload M] [--rounds N] [--json]", runBenchPages},
	{"calendar due", "calendar due --from T --term N{wd,d,wh,h,m} [--calendar FILE] [--same-day] [--explain] [--json]", runCalendarDue},
	{"calendar days", "calendar days --year Y [--json]", runCalendarDays},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(execute(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// Exit statuses.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// errUsage is wrong use; errCheck is a check that failed and was reported.
var (
	errUsage = errors.New("wrong use")
	errCheck = errors.New("check failed")
)

func execute(ctx context.Context, args []string, out, errs io.Writer) int {
	cmd, rest, ok := find(args)
	if !ok {
		usage(errs)
		return exitUsage
	}
	e := &env{out: out, errs: errs, lang: i18n.Vietnamese}
	err := cmd.run(ctx, e, rest)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(errs, "usage: motcua "+cmd.use)
		return exitUsage
	case errors.Is(err, errCheck):
		return exitFailed
	case errors.Is(err, errUsage), errors.Is(err, db.ErrAddress):
		fmt.Fprintf(errs, "motcua %s: %s\nusage: motcua %s\n", cmd.name, oneLine(err), cmd.use)
		return exitUsage
	}
	fmt.Fprintf(errs, "motcua %s: %s\n", cmd.name, e.say(err))
	return exitFailed
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

// find takes the longest name that the arguments begin with.
func find(args []string) (command, []string, bool) {
	var best command
	words := 0
	for _, c := range commands {
		name := strings.Fields(c.name)
		if len(name) > words && len(args) >= len(name) && strings.Join(args[:len(name)], " ") == c.name {
			best, words = c, len(name)
		}
	}
	if words == 0 {
		return best, nil, false
	}
	return best, args[words:], true
}

func usage(w io.Writer) {
	lines := make([]string, len(commands))
	for i, c := range commands {
		lines[i] = "  motcua " + c.use
	}
	sort.Strings(lines)
	fmt.Fprintf(w, "motcua %s\n%s\n", version, strings.Join(lines, "\n"))
}

// env is where a command prints, and its flags.
type env struct {
	out, errs io.Writer
	asJSON    bool
	lang      string
}

// flags makes a command's flag set; every command knows --json and --lang.
func (e *env) flags(name string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.BoolVar(&e.asJSON, "json", false, "")
	f.Func("lang", "", func(s string) error {
		if e.lang = s; s != i18n.Vietnamese && s != i18n.English {
			return fmt.Errorf("%q: vi or en", s)
		}
		return nil
	})
	return f
}

// parse reads flags that may stand before, between and after the arguments, and
// returns the arguments.
func parse(f *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, fmt.Errorf("%w: %s", errUsage, err)
		}
		if f.NArg() == 0 {
			return rest, nil
		}
		rest = append(rest, f.Arg(0))
		args = f.Args()[1:]
	}
}

// print writes the JSON document, or what people read.
func (e *env) print(v any, human func(w io.Writer)) error {
	if !e.asJSON {
		human(e.out)
		return nil
	}
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func wrongUse(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{errUsage}, args...)...)
}

func runVersion(_ context.Context, e *env, args []string) error {
	if _, err := parse(e.flags("version"), args); err != nil {
		return err
	}
	v := struct {
		Version string `json:"version"`
		Commit  string `json:"commit"`
		Go      string `json:"go"`
	}{version, commit, runtime.Version()}
	return e.print(v, func(w io.Writer) { fmt.Fprintf(w, "motcua %s (%s, %s)\n", v.Version, v.Commit, v.Go) })
}
