package main

import (
	"log"
	"sync"
)

// workers take events out of the queue and apply them.
type workers struct {
	queue    *queue
	balances *balances
	metrics  *metrics
	running  sync.WaitGroup
}

func startWorkers(n int, q *queue, b *balances, m *metrics) *workers {
	w := &workers{queue: q, balances: b, metrics: m}
	for range n {
		w.running.Go(w.work)
	}
	return w
}

// wait returns when the queue is closed and its last event is applied.
func (w *workers) wait() {
	w.running.Wait()
}

func (w *workers) work() {
	for e := range w.queue.events {
		if err := w.balances.apply(e); err != nil {
			w.metrics.failed.Add(1)
			log.Printf("an event failed: %v", err)
			continue
		}
		w.metrics.processed.Add(1)
	}
}
