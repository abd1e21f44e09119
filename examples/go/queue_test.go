package main

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestAQueueHasAsManyPlacesAsItIsTold(t *testing.T) {
	q := newQueue(2)
	for i, want := range []error{nil, nil, errFull} {
		if err := q.offer(event{}); !errors.Is(err, want) {
			t.Errorf("offer %d: %v; want %v", i, err, want)
		}
	}
	<-q.events
	if err := q.offer(event{}); err != nil {
		t.Error(err)
	}
}

func TestAClosedQueueKeepsWhatItHasAndTakesNothing(t *testing.T) {
	q := newQueue(2)
	q.offer(event{"ada", 1})
	q.close()
	if err := q.offer(event{"bob", 1}); !errors.Is(err, errClosed) || !q.isClosed() {
		t.Error(err)
	}
	var left []event
	for e := range q.events {
		left = append(left, e)
	}
	if len(left) != 1 || left[0].user != "ada" {
		t.Error(left)
	}
}

func TestNoEventIsLostBetweenOfferAndClose(t *testing.T) {
	for range 100 {
		q := newQueue(10_000)
		var taken atomic.Int64
		var clients sync.WaitGroup
		started := make(chan struct{}, 4)
		for range cap(started) {
			clients.Go(func() {
				for q.offer(event{}) == nil {
					taken.Add(1)
					select {
					case started <- struct{}{}:
					default:
					}
				}
			})
		}
		<-started
		q.close()
		left := len(q.events)
		clients.Wait()
		if int64(left) != taken.Load() {
			t.Fatalf("%d events were accepted, and %d are in the queue", taken.Load(), left)
		}
	}
}
