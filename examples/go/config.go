package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// A config has the options, each within its range. Those that end in MS are milliseconds.
type config struct {
	host           string
	port           int
	maxLineBytes   int
	maxConnections int
	workMS         int
	queue          int
	workers        int
	holdMS         int
	stripes        int
	drainMS        int
}

// parseConfig reads the command line, and TEN_QUEUE and so on for what the command line does not say. Asked for help,
// it prints the options and returns flag.ErrHelp. Any other error is a line for the user.
func parseConfig(args []string, help io.Writer) (config, error) {
	var cfg config
	flags := flag.NewFlagSet("tenstages-go", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // Or it would print each mistake with all options below it.
	flags.StringVar(&cfg.host, "host", "127.0.0.1", "`address` to listen on (0.0.0.0: all)")
	number := func(value *int, name string, def, least, most int, usage string) {
		*value = def
		flags.Var(bounded{value, least, most}, name, usage)
	}
	number(&cfg.port, "port", 7010, 0, 65_535, "port `N` to listen on (0: any)")
	number(&cfg.maxLineBytes, "max-line-bytes", 65_536, 1, 1<<20, "longest line accepted: `N` bytes")
	number(&cfg.maxConnections, "max-connections", 10_000, 1, 1<<24, "`N` clients are served at the same time")
	number(&cfg.workMS, "work-ms", 100, 0, 3_600_000, "simulated work for each event: `N` milliseconds")
	number(&cfg.queue, "queue", 100, 1, 1<<24, "`N` events may wait for a worker")
	number(&cfg.workers, "workers", 16, 1, 1024, "`N` goroutines apply events")
	number(&cfg.holdMS, "hold-ms", 10, 0, 3_600_000, "simulated work under the lock: `N` milliseconds")
	number(&cfg.stripes, "stripes", 64, 1, 65_536, "`N` locks for the balances")
	number(&cfg.drainMS, "drain-ms", 10_000, 0, 86_400_000, "longest drain: `N` milliseconds")

	err := setFromEnvironment(flags)
	if err == nil {
		err = flags.Parse(args)
	}
	if errors.Is(err, flag.ErrHelp) {
		flags.SetOutput(help)
		flags.PrintDefaults()
	}
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("not an option: %q", flags.Arg(0)) // Package flag stops here, and would ignore the rest.
	}
	return cfg, err
}

func setFromEnvironment(flags *flag.FlagSet) error {
	var errs []error
	flags.VisitAll(func(f *flag.Flag) {
		name := "TEN_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if text := os.Getenv(name); text != "" {
			if err := f.Value.Set(text); err != nil {
				errs = append(errs, fmt.Errorf("invalid value %q for %s: %w", text, name, err))
			}
		}
	})
	return errors.Join(errs...)
}

// A bounded is a flag.Value: an integer within a range.
type bounded struct {
	value       *int
	least, most int
}

// String is also called on the zero value, by PrintDefaults.
func (b bounded) String() string {
	if b.value == nil {
		return ""
	}
	return strconv.Itoa(*b.value)
}

func (b bounded) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < b.least || n > b.most {
		return fmt.Errorf("must be an integer from %d to %d", b.least, b.most)
	}
	*b.value = n
	return nil
}
