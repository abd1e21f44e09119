package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// small is a server without simulated work.
var small = config{maxLineBytes: 1000, maxConnections: 100, queue: 50, workers: 4, stripes: 8}

func start(t *testing.T, cfg config) (*server, string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return startServer(cfg, listener), listener.Addr().String()
}

// A dialogue is a client that waits for each reply.
type dialogue struct {
	net.Conn
	replies *bufio.Reader
}

func dial(t *testing.T, address string) dialogue {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return dialogue{c, bufio.NewReader(c)}
}

// ask returns io.EOF if the connection ends instead.
func (d dialogue) ask(line string) (reply, error) {
	if _, err := io.WriteString(d, line+"\n"); err != nil {
		return "", err
	}
	return d.read()
}

func (d dialogue) read() (reply, error) {
	line, err := d.replies.ReadString('\n')
	if err != nil {
		return "", err
	}
	return reply(line[:len(line)-1]), nil
}

func TestADrainLosesNothing(t *testing.T) {
	s, address := start(t, small)
	var taken, refused, busy atomic.Int64
	var clients sync.WaitGroup
	flowing := make(chan struct{}, 4)
	for i := range cap(flowing) {
		d := dial(t, address)
		line := fmt.Sprintf(`{"user":"user-%d","action":"buy","amount":3}`, i)
		clients.Go(func() {
			defer d.Close()
			for n := 0; ; n++ {
				got, err := d.ask(line)
				switch {
				case err != nil:
					return // The end comes after the drain.
				case got == accepted:
					taken.Add(1)
				case got == serverBusy:
					busy.Add(1)
				case got == shuttingDown:
					refused.Add(1)
				default:
					t.Error(got)
				}
				if n == 50 {
					flowing <- struct{}{}
				}
			}
		})
	}
	<-flowing
	m := s.drain(t.Context())
	clients.Wait()
	want := snapshot{processed: taken.Load(), dropped: busy.Load() + refused.Load()}
	want.received = want.processed + want.dropped
	if m != want || m.pending() != 0 {
		t.Errorf("%+v; want %+v", m, want)
	}
}

func TestADrainRefusesEventsAndAnswersQueries(t *testing.T) {
	s, address := start(t, small)
	d := dial(t, address)
	const line = `{"user":"ada","action":"buy","amount":3}`
	for _, test := range []struct {
		line string
		want reply
	}{
		{`{"type":"health"}`, healthy},
		{line, accepted},
	} {
		if got, err := d.ask(test.line); got != test.want {
			t.Errorf("%s: %s, %v", test.line, got, err)
		}
	}
	s.queue.close()
	s.workers.wait()
	for _, test := range []struct {
		line string
		want reply
	}{
		{`{"type":"health"}`, draining},
		{line, shuttingDown},
		{`{"type":"balance","user":"ada"}`, balanceReply(3)},
		{`{"type":"metrics"}`, metricsReply(snapshot{received: 2, processed: 1, dropped: 1})},
	} {
		if got, err := d.ask(test.line); got != test.want {
			t.Errorf("%s: %s, %v", test.line, got, err)
		}
	}
}

func TestADrainEndsAtItsDeadline(t *testing.T) {
	cfg := small
	cfg.workMS = 3_600_000
	s, address := start(t, cfg)
	d := dial(t, address)
	for range 3 {
		if got, err := d.ask(`{"user":"ada","action":"buy","amount":3}`); got != accepted {
			t.Fatal(got, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if m := s.drain(ctx); m != (snapshot{received: 3}) || m.pending() != 3 {
		t.Errorf("%+v", m)
	}
}

func TestAClientTooManyIsTurnedAwayUntilAnotherLeaves(t *testing.T) {
	cfg := small
	cfg.maxConnections = 1
	s, address := start(t, cfg)
	first := dial(t, address)
	if got, err := first.ask(`{"type":"health"}`); got != healthy {
		t.Fatal(got, err)
	}
	second := dial(t, address)
	if got, err := second.read(); got != tooManyConnections {
		t.Error(got, err)
	}
	if _, err := second.read(); err != io.EOF {
		t.Error(err)
	}
	first.Close()
	for got := tooManyConnections; got == tooManyConnections; { // Until the server has noticed.
		third := dial(t, address)
		got, _ = third.ask(`{"type":"health"}`)
		third.Close()
	}
	s.drain(t.Context())
}

func TestADrainWaitsForNoClientToLeave(t *testing.T) {
	s, address := start(t, small)
	d := dial(t, address)
	s.drain(t.Context())
	if _, err := d.read(); err != io.EOF {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", address); err == nil {
		t.Error("the server still listens")
	}
}
