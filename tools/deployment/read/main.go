// Command deployment reads a file for Compose, or one for an image, with the packages that Docker itself reads them with, and starts nothing.
//
//	deployment compose docker-compose.yml [profile…]   as `docker compose config`, with the variables of the environment
//	deployment image deploy/Dockerfile                 as BuildKit parses it, with what its linter says of each instruction
//
// It ends with 1 and says what is wrong, or with 0 and says nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

func compose(file string, profiles []string) error {
	options, err := cli.NewProjectOptions([]string{file}, cli.WithOsEnv, cli.WithProfiles(profiles))
	if err != nil {
		return err
	}
	_, err = options.LoadProject(context.Background())
	return err
}

func image(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	tree, err := parser.Parse(file)
	if err != nil {
		return err
	}
	var found []error
	for _, warning := range tree.Warnings {
		found = append(found, errors.New(warning.Short))
	}
	warn := func(rule, _, _, message string, location []parser.Range) {
		found = append(found, fmt.Errorf("%s: %s, line %d", rule, message, location[0].Start.Line))
	}
	if _, _, err := instructions.Parse(tree.AST, linter.New(&linter.Config{Warn: warn})); err != nil {
		found = append(found, err)
	}
	return errors.Join(found...)
}

func main() {
	read := func() error { return compose(os.Args[2], os.Args[3:]) }
	if os.Args[1] == "image" {
		read = func() error { return image(os.Args[2]) }
	}
	if err := read(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
