// Judge says of Flyte packages whether Flyte takes them.
//
//	judge [-extern PROJECT/DOMAIN@VERSION=PACKAGE.tgz]... PACKAGE.tgz...
//	judge [-extern ...]... -        (paths on standard input, one a line)
//
// Each package is registered by flytectl's own code with a stand-in for
// flyteadmin (admin.go), which compiles every task and workflow with Flyte's
// compiler and builds what an execution of every launch plan would run. It
// prints "ok PATH" or "REJECT PATH: entity: reason" and, last, the counts.
// Exit status: 0 all taken, 1 some rejected, 2 the judge could not run.
//
// Tasks and launch plans that a package refers to and does not contain must be
// in a package given by -extern, which is registered beforehand.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// externs are the -extern options: where each package is registered.
type externs []registration

func (e *externs) String() string { return "" }

func (e *externs) Set(s string) error {
	where, path, _ := strings.Cut(s, "=")
	ids, version, _ := strings.Cut(where, "@")
	project, domain, _ := strings.Cut(ids, "/")
	if path == "" || version == "" || domain == "" {
		return fmt.Errorf("wanted PROJECT/DOMAIN@VERSION=PACKAGE.tgz")
	}
	*e = append(*e, registration{project, domain, version, path})
	return nil
}

func main() {
	var given externs
	flag.Var(&given, "extern", "a `PACKAGE` that every judged package may refer to")
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	court, err := openCourt(context.Background(), given)
	if err != nil {
		fmt.Fprintln(os.Stderr, "judge:", err)
		os.Exit(2)
	}
	if !court.judgeAll(flag.Args(), os.Stdin, os.Stdout) {
		os.Exit(1)
	}
}

// judgeAll prints a verdict on each package and reports whether all are taken.
func (c *court) judgeAll(args []string, in io.Reader, out io.Writer) bool {
	taken, rejected := 0, 0
	judge := func(path string) {
		if err := c.judge(path); err != nil {
			rejected++
			fmt.Fprintf(out, "REJECT %s: %s\n", path, oneLine(err))
		} else {
			taken++
			fmt.Fprintf(out, "ok %s\n", path)
		}
	}
	for _, arg := range args {
		if arg != "-" {
			judge(arg)
			continue
		}
		for lines := bufio.NewScanner(in); lines.Scan(); {
			judge(lines.Text())
		}
	}
	fmt.Fprintf(out, "%d ok, %d rejected\n", taken, rejected)
	return rejected == 0
}

func oneLine(err error) string {
	return strings.Join(strings.Fields(err.Error()), " ")
}
