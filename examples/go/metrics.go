package main

import "sync/atomic"

// metrics count what became of every event. Any goroutine may count and ask.
type metrics struct {
	received  atomic.Int64 // valid events; to be counted before the event is offered to the queue
	processed atomic.Int64 // of those, applied
	dropped   atomic.Int64 // of those, refused: the client was told so
	failed    atomic.Int64 // of those, taken by a worker and not applied
}

// A snapshot has the counters, read one after the other.
type snapshot struct {
	received, processed, dropped, failed int64
}

// snapshot reads received last: whoever is counted as processed, dropped or failed was counted as received before. So
// pending is never negative. No lock is needed for that, only this order.
func (m *metrics) snapshot() snapshot {
	s := snapshot{processed: m.processed.Load(), dropped: m.dropped.Load(), failed: m.failed.Load()}
	s.received = m.received.Load()
	return s
}

// pending is the number of events accepted, and neither applied nor failed yet.
func (s snapshot) pending() int64 {
	return s.received - s.processed - s.dropped - s.failed
}
