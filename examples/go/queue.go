package main

import (
	"errors"
	"sync"
)

var (
	errFull   = errors.New("the queue is full")
	errClosed = errors.New("the queue is closed")
)

// A queue is a bounded channel that can be closed while others send. What a worker has in hand takes no place in it.
type queue struct {
	events chan event // Closed behind the last event: workers range over it.

	// A send to a closed channel panics. So whoever sends has this lock for reading, with all others that send, and
	// whoever closes has it alone.
	mu     sync.RWMutex
	closed bool
}

func newQueue(places int) *queue {
	return &queue{events: make(chan event, places)}
}

// offer returns errFull or errClosed if the queue does not take the event. It never waits for room. That it is open and
// that it sends are one step: an event in between would be accepted and lost.
func (q *queue) offer(e event) error {
	q.mu.RLock()
	defer q.mu.RUnlock()
	if q.closed {
		return errClosed
	}
	select {
	case q.events <- e:
		return nil
	default:
		return errFull
	}
}

// close lets no event in from its return on. Those that are in can still be taken. It must be called once.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	close(q.events)
}

func (q *queue) isClosed() bool {
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.closed
}
