package main

import (
	"sync"
	"testing"
)

func TestPendingIsNeverNegative(t *testing.T) {
	m := new(metrics)
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			for range 20_000 {
				m.received.Add(1)
				m.processed.Add(1)
			}
		})
	}
	over := make(chan struct{})
	go func() {
		clients.Wait()
		close(over)
	}()
	for {
		select {
		case <-over:
			if got := m.snapshot(); got != (snapshot{received: 80_000, processed: 80_000}) {
				t.Errorf("%+v", got)
			}
			return
		default:
			if got := m.snapshot(); got.pending() < 0 {
				t.Fatalf("%+v", got)
			}
		}
	}
}
