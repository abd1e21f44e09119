package main

// A handler answers lines. All connections share it.
type handler struct {
	queue    *queue
	balances *balances
	metrics  *metrics
}

// answer returns the reply to a line, which is given without its line end. It keeps nothing of the line. Only for a
// balance it may have to wait.
func (h *handler) answer(line []byte) reply {
	r, err := parse(line)
	if err != nil {
		return errorReply(err)
	}
	switch r := r.(type) {
	case event:
		return h.offer(r)
	case balanceQuery:
		return balanceReply(h.balances.of(r.user))
	case metricsQuery:
		return metricsReply(h.metrics.snapshot())
	case healthQuery:
		return h.health()
	}
	panic("a request that nobody answers")
}

// offer counts the event before any worker can see it: snapshot relies on that.
func (h *handler) offer(e event) reply {
	h.metrics.received.Add(1)
	switch h.queue.offer(e) {
	case errFull:
		h.metrics.dropped.Add(1)
		return serverBusy
	case errClosed:
		h.metrics.dropped.Add(1)
		return shuttingDown
	}
	return accepted
}

func (h *handler) health() reply {
	if h.queue.isClosed() {
		return draining
	}
	return healthy
}
