package main

import (
	"math"
	"testing"
)

func TestAWorkerGoesOnAfterAnEventThatFails(t *testing.T) {
	q, b, m := newQueue(3), newBalances(1, 0, 0), new(metrics)
	m.received.Add(3)
	for _, change := range []int64{math.MaxInt64, 1, -7} {
		q.offer(event{"ada", change})
	}
	q.close()
	startWorkers(1, q, b, m).wait()
	if got := m.snapshot(); got != (snapshot{received: 3, processed: 2, failed: 1}) || got.pending() != 0 {
		t.Errorf("%+v", got)
	}
	if got := b.of("ada"); got != math.MaxInt64-7 {
		t.Error(got)
	}
}
