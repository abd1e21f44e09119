package main

import (
	"context"
	"net"
)

// A server has the parts that a drain ends one by one.
type server struct {
	acceptor *acceptor
	queue    *queue
	workers  *workers
	metrics  *metrics
}

// startServer serves the clients of the listener, which from now on belongs to the server.
func startServer(cfg config, listener net.Listener) *server {
	m := new(metrics)
	q := newQueue(cfg.queue)
	b := newBalances(cfg.stripes, millis(cfg.workMS), millis(cfg.holdMS))
	h := &handler{queue: q, balances: b, metrics: m}
	return &server{
		acceptor: startAcceptor(listener, h, cfg.maxLineBytes, cfg.maxConnections),
		queue:    q,
		workers:  startWorkers(cfg.workers, q, b, m),
		metrics:  m,
	}
}

// drain ends the server from the outside in: the listener, new events, the queue, the connections. Each step relies on
// the one before it. Once ctx is done, drain waits for nothing more. It returns what became of all events.
func (s *server) drain(ctx context.Context) snapshot {
	s.acceptor.stop()
	s.queue.close()
	wait(ctx, s.workers.wait)
	s.acceptor.closeConns()
	wait(ctx, s.acceptor.wait)
	return s.metrics.snapshot()
}

// wait returns when done returns, or when ctx is done. Then the goroutine that is left behind ends with the process.
func wait(ctx context.Context, done func()) {
	over := make(chan struct{})
	go func() {
		done()
		close(over)
	}()
	select {
	case <-over:
	case <-ctx.Done():
	}
}
