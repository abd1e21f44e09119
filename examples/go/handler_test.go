package main

import (
	"runtime"
	"testing"
)

func TestAnEventIsCountedBeforeItCanBeTaken(t *testing.T) {
	h := &handler{newQueue(1), newBalances(1, 0, 0), new(metrics)}
	h.queue.mu.Lock() // Nothing gets in.
	go h.answer([]byte(`{"user":"ada","action":"buy","amount":1}`))
	for h.metrics.received.Load() == 0 { // If it were counted later, this would not end.
		runtime.Gosched()
	}
	h.queue.mu.Unlock()
	<-h.queue.events
}

func TestARefusedEventIsDropped(t *testing.T) {
	h := &handler{newQueue(1), newBalances(1, 0, 0), new(metrics)}
	for _, want := range []reply{accepted, serverBusy} {
		if got := h.answer([]byte(`{"user":"ada","action":"buy","amount":1}`)); got != want {
			t.Errorf("%s; want %s", got, want)
		}
	}
	if got := h.metrics.snapshot(); got != (snapshot{received: 2, dropped: 1}) {
		t.Errorf("%+v", got)
	}
}
