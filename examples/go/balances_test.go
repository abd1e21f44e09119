package main

import (
	"errors"
	"math"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestNoUpdateIsLost(t *testing.T) {
	b := newBalances(1, 0, time.Millisecond)
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for range 3 {
				b.apply(event{"ada", 2})
			}
		})
	}
	workers.Wait()
	if got := b.of("ada"); got != 8*3*2 {
		t.Error(got)
	}
}

func TestTheWorkIsDoneWithoutALock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // Here time passes when everybody sleeps.
		b := newBalances(1, time.Hour, 0)
		start := time.Now()
		var workers sync.WaitGroup
		for range 4 {
			workers.Go(func() { b.apply(event{"ada", 1}) })
		}
		workers.Wait()
		if took := time.Since(start); took != time.Hour || b.of("ada") != 4 {
			t.Errorf("took %v, balance %d", took, b.of("ada"))
		}
	})
}

func TestAStripeWaitsForNoOther(t *testing.T) {
	b := newBalances(2, 0, 0)
	ada := b.stripe("ada")
	ada.mu.Lock()
	defer ada.mu.Unlock()
	for i := range 100 {
		user := strconv.Itoa(i)
		if b.stripe(user) == ada {
			continue
		}
		b.apply(event{user, 5}) // With one lock for all it would wait for ever.
		if b.of(user) != 5 {
			t.Error(b.of(user))
		}
		return
	}
	t.Error("a hundred users are in one of two stripes")
}

func TestAReadWaitsForWhoeverChangesTheStripe(t *testing.T) {
	b := newBalances(1, 0, 0)
	b.stripes[0].mu.Lock()
	read := make(chan int64, 1)
	go func() { read <- b.of("ada") }()
	for range 1000 {
		runtime.Gosched() // A read that does not wait is over by the end of this loop.
	}
	b.stripes[0].byUser["ada"] = 5
	b.stripes[0].mu.Unlock()
	if got := <-read; got != 5 {
		t.Error(got)
	}
}

func TestAnOverflowChangesNothing(t *testing.T) {
	b := newBalances(64, 0, 0)
	for _, test := range []struct {
		change, want int64
		err          error
	}{
		{math.MaxInt64, math.MaxInt64, nil},
		{1, math.MaxInt64, errOverflow},
		{-1, math.MaxInt64 - 1, nil},
		{-math.MaxInt64, -1, nil},
		{-math.MaxInt64, math.MinInt64, nil},
		{-1, math.MinInt64, errOverflow},
	} {
		if err := b.apply(event{"ada", test.change}); !errors.Is(err, test.err) || b.of("ada") != test.want {
			t.Errorf("%+v: %v, %d", test, err, b.of("ada"))
		}
	}
}
