package main

import (
	"context"
	"errors"
	"log"
	"net"
	"sync"
	"time"
)

const acceptPause = 100 * time.Millisecond

// An acceptor starts a goroutine for each client, up to a limit.
type acceptor struct {
	listener     net.Listener
	handler      *handler
	maxLineBytes int
	places       chan struct{}  // Has an element for each client that is being served.
	running      sync.WaitGroup // The connections, and the loop that starts them.
	closeConns   context.CancelFunc
}

func startAcceptor(listener net.Listener, h *handler, maxLineBytes, maxConnections int) *acceptor {
	closing, closeConns := context.WithCancel(context.Background())
	a := &acceptor{
		listener:     listener,
		handler:      h,
		maxLineBytes: maxLineBytes,
		places:       make(chan struct{}, maxConnections), // Elements without a size: it takes no memory.
		closeConns:   closeConns,
	}
	a.running.Go(func() { a.acceptAll(closing) })
	return a
}

// stop closes the listener. The connections live on.
func (a *acceptor) stop() {
	a.listener.Close()
}

// wait returns when every connection is closed, if the listener is.
func (a *acceptor) wait() {
	a.running.Wait()
}

func (a *acceptor) acceptAll(closing context.Context) {
	reported := false
	for {
		client, err := a.listener.Accept()
		switch {
		case err == nil:
			a.admit(closing, client.(*net.TCPConn))
		case errors.Is(err, net.ErrClosed):
			return
		default:
			// The process has no file descriptor left. The client still waits, so without a pause this loop would spin.
			if !reported {
				reported = true
				log.Printf("cannot accept, will keep trying: %v", err)
			}
			time.Sleep(acceptPause)
		}
	}
}

func (a *acceptor) admit(closing context.Context, client *net.TCPConn) {
	select {
	case a.places <- struct{}{}:
		a.running.Go(func() {
			defer func() { <-a.places }()
			newConn(client, a.handler, a.maxLineBytes).serve(closing)
		})
	default:
		turnAway(client)
	}
}

// turnAway never waits: an empty socket takes a short line at once. If the client has spoken already, TCP may send it a
// reset instead. To linger would take a place that others wait for.
func turnAway(client *net.TCPConn) {
	client.Write([]byte(tooManyConnections + "\n"))
	client.Close()
}
