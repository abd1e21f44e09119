// Command tenstages-go is the server of stage 10. This file puts its parts together.
//
//	clients <==> acceptor, conn      a goroutine for each client
//	                 | lines
//	                 v
//	             handler -> parse, reply
//	              |    |
//	        offer |    | of
//	              v    v
//	          queue   balances
//	              |    ^
//	        range |    | apply
//	              v    |
//	             workers             --workers goroutines
//
// The metrics are counted by handler and workers. The server ends them all, from the outside in.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

// A process that ends at a signal has this plus the number of the signal as its exit code.
const signalExitBase = 128

func main() {
	log.SetFlags(0)
	cfg, err := parseConfig(os.Args[1:], os.Stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		log.Printf("%v (--help explains every option)", err)
		os.Exit(2)
	}
	code, err := run(cfg)
	if err != nil {
		log.Fatal(err)
	}
	os.Exit(code)
}

// run serves until a signal, drains, and returns the exit code. It keeps main's os.Exit away from what is deferred.
func run(cfg config) (int, error) {
	// Without this, a second line on a stdout that nobody reads any more would end the process.
	signal.Ignore(syscall.SIGPIPE)
	signals := make(chan os.Signal, 2) // Notify drops a signal for which there is no room.
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)

	listener, err := net.Listen("tcp", net.JoinHostPort(cfg.host, strconv.Itoa(cfg.port)))
	if err != nil {
		return 0, fmt.Errorf("cannot listen (--host, --port): %w", err)
	}
	s := startServer(cfg, listener)
	fmt.Println("listening on", listener.Addr())

	<-signals
	log.Print("draining; a second signal ends it at once")
	drained := make(chan snapshot, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), millis(cfg.drainMS))
		defer cancel()
		drained <- s.drain(ctx)
	}()
	select {
	case m := <-drained:
		return account(m), nil
	case second := <-signals:
		return signalExitBase + int(second.(syscall.Signal)), nil
	}
}

// account prints what became of every event ever received, and returns the exit code: 1 if accepted events are lost.
func account(m snapshot) int {
	fmt.Println(metricsReply(m))
	if lost := m.pending(); lost > 0 {
		log.Printf("the drain ran out of time (--drain-ms); accepted events lost: %d", lost)
		return 1
	}
	log.Print("drained")
	return 0
}

func millis(n int) time.Duration {
	return time.Duration(n) * time.Millisecond
}
