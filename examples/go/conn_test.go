package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// A pipeSocket is a net.Pipe, which needs no network. It cannot be closed by half, so it says when it should be.
type pipeSocket struct {
	net.Conn
	ended chan struct{}
}

func (p pipeSocket) CloseWrite() error {
	close(p.ended)
	return nil
}

// A client talks to a conn that serves it.
type client struct {
	net.Conn
	replies *bufio.Reader
	ended   chan struct{} // Closed when the server has ended its output.
	served  chan struct{} // Closed when the connection is closed.
	close   context.CancelFunc
}

func connect() client {
	near, far := net.Pipe()
	closing, cancel := context.WithCancel(context.Background())
	c := client{near, bufio.NewReader(near), make(chan struct{}), make(chan struct{}), cancel}
	h := &handler{newQueue(100), newBalances(1, 0, 0), new(metrics)}
	go func() {
		defer close(c.served)
		newConn(pipeSocket{far, c.ended}, h, 1000).serve(closing)
	}()
	return c
}

func (c client) expect(t *testing.T, want reply) {
	t.Helper()
	if got, err := c.replies.ReadString('\n'); got != string(want)+"\n" {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}

func TestNoReplyIsKeptBackWhileHalfALineWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect()
		defer c.Close()
		io.WriteString(c, `{"type":"health"}`+"\n"+`{"type":`)
		c.expect(t, healthy)
		io.WriteString(c, `"health"}`+"\n")
		c.expect(t, healthy)
	})
}

func TestNothingIsAnsweredAfterALastReply(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect()
		io.WriteString(c, `{"type":"health"}`+"\nGET / HTTP/1.1\n"+`{"type":"health"}`+"\n")
		c.expect(t, healthy)
		c.expect(t, notHTTP)
		<-c.ended
		c.expectClosedAfter(t, lingerSilent)
	})
}

func TestAClientThatGoesOnSendingIsCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect()
		io.WriteString(c, "GET / HTTP/1.1\n")
		c.expect(t, notHTTP)
		start := time.Now()
		for err := error(nil); err == nil; _, err = io.WriteString(c, "x\n") {
			select {
			case <-c.served:
				if got := time.Since(start); got != linger {
					t.Errorf("closed after %v; want %v", got, linger)
				}
				return
			case <-time.After(lingerSilent - time.Millisecond):
			}
		}
	})
}

func TestAnIdleClientIsClosedWhenTheServerCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect()
		io.WriteString(c, "0\n0")
		c.expect(t, errorReply(wrongRequest))
		synctest.Wait() // Until the server waits for the rest of the line.
		c.close()
		<-c.ended
		c.expectClosedAfter(t, lingerSilent)
	})
}

func TestAReplyThatWaitsIsWrittenWhenTheServerCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect()
		defer c.Close()
		io.WriteString(c, `{"type":"health"}`+"\n")
		synctest.Wait() // Until the server waits for its client to read.
		c.close()
		time.Sleep(time.Hour)
		c.expect(t, healthy)
		<-c.ended
	})
}

func TestALingeringCloseIsNotCutShortWhenTheServerCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect()
		io.WriteString(c, "GET / HTTP/1.1\n")
		c.expect(t, notHTTP)
		<-c.ended
		c.close()
		c.expectClosedAfter(t, lingerSilent)
	})
}

func (c client) expectClosedAfter(t *testing.T, want time.Duration) {
	t.Helper()
	start := time.Now()
	<-c.served
	if got := time.Since(start); got != want {
		t.Errorf("closed after %v; want %v", got, want)
	}
}
