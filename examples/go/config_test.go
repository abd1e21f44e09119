package main

import (
	"errors"
	"flag"
	"io"
	"strings"
	"testing"
)

func TestOptions(t *testing.T) {
	t.Setenv("TEN_QUEUE", "7")
	t.Setenv("TEN_WORKERS", "3")
	t.Setenv("TEN_STRIPES", "")
	cfg, err := parseConfig([]string{"--workers", "2", "-drain-ms=0"}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	want := config{
		host: "127.0.0.1", port: 7010, maxLineBytes: 65_536, maxConnections: 10_000,
		workMS: 100, queue: 7, workers: 2, holdMS: 10, stripes: 64, drainMS: 0,
	}
	if cfg != want {
		t.Errorf("%+v; want %+v", cfg, want)
	}
}

func TestMistakesAreExplainedInOneLine(t *testing.T) {
	for mistake, args := range map[string][]string{
		"-queue: must be an integer from 1 to 16777216": {"--queue", "0"},
		"-port: must be an integer from 0 to 65535":     {"--port", "http"},
		"not defined: -quue":                            {"--quue", "5"},
		`not an option: "7000"`:                         {"7000", "--queue", "5"},
	} {
		_, err := parseConfig(args, io.Discard)
		if err == nil || !strings.Contains(err.Error(), mistake) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v", args, err)
		}
	}
	t.Setenv("TEN_PORT", "x")
	if _, err := parseConfig(nil, io.Discard); err == nil || !strings.Contains(err.Error(), "TEN_PORT") {
		t.Error(err)
	}
}

func TestHelpNamesEveryOption(t *testing.T) {
	var help strings.Builder
	if _, err := parseConfig([]string{"--help"}, &help); !errors.Is(err, flag.ErrHelp) {
		t.Error(err)
	}
	if !strings.Contains(help.String(), "-queue N") || !strings.Contains(help.String(), "(default 100)") {
		t.Error(help.String())
	}
}
