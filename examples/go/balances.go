package main

import (
	"errors"
	"hash/maphash"
	"math"
	"sync"
	"time"
)

var errOverflow = errors.New("the balance would overflow")

// balances are those of all users, in stripes: changes of users in different stripes never wait for each other.
type balances struct {
	stripes    []stripe
	seed       maphash.Seed
	work, hold time.Duration
}

// A stripe has a lock of its own. Even to read its map while another goroutine writes to it would be a data race.
type stripe struct {
	mu     sync.Mutex
	byUser map[string]int64
}

func newBalances(stripes int, work, hold time.Duration) *balances {
	b := &balances{stripes: make([]stripe, stripes), seed: maphash.MakeSeed(), work: work, hold: hold}
	for i := range b.stripes {
		b.stripes[i].byUser = make(map[string]int64)
	}
	return b
}

// apply works, and then changes the user's balance by the event. It returns errOverflow, and changes nothing, if the
// balance would not fit. It waits for the work, without a lock, and for whoever changes the stripe.
func (b *balances) apply(e event) error {
	time.Sleep(b.work)
	s := b.stripe(e.user)
	s.mu.Lock()
	defer s.mu.Unlock()
	balance := s.byUser[e.user]
	time.Sleep(b.hold)
	if overflows(balance, e.change) {
		return errOverflow
	}
	s.byUser[e.user] = balance + e.change
	return nil
}

// of returns the user's balance, 0 for a user never seen. It waits for whoever changes the user's stripe.
func (b *balances) of(user string) int64 {
	s := b.stripe(user)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.byUser[user]
}

// stripe hashes with a seed of its own: the map inside has another one, so its buckets fill evenly.
func (b *balances) stripe(user string) *stripe {
	return &b.stripes[maphash.String(b.seed, user)%uint64(len(b.stripes))]
}

func overflows(balance, change int64) bool {
	if change > 0 {
		return balance > math.MaxInt64-change
	}
	return balance < math.MinInt64-change
}
