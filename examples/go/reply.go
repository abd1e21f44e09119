package main

import (
	"errors"
	"fmt"
)

// A reply is a line without its newline, byte for byte as in the protocol.
type reply string

const (
	accepted           reply = `{"status":"accepted"}`
	healthy            reply = `{"status":"ok"}`
	draining           reply = `{"status":"draining"}`
	serverBusy         reply = `{"status":"rejected","reason":"server_busy"}`
	shuttingDown       reply = `{"status":"rejected","reason":"shutting_down"}`
	tooManyConnections reply = `{"status":"rejected","reason":"too_many_connections"}`
	invalidJSON        reply = `{"status":"error","reason":"invalid_json"}`
	lineTooLong        reply = `{"status":"error","reason":"line_too_long"}`
	notHTTP            reply = `{"status":"error","reason":"not_http"}`
)

// isLast tells whether the connection ends with this reply.
func (r reply) isLast() bool {
	return r == lineTooLong || r == notHTTP
}

func balanceReply(balance int64) reply {
	return reply(fmt.Sprintf(`{"status":"ok","balance":%d}`, balance))
}

func metricsReply(m snapshot) reply {
	return reply(fmt.Sprintf(`{"received":%d,"processed":%d,"dropped":%d,"pending":%d,"failed":%d}`,
		m.received, m.processed, m.dropped, m.pending(), m.failed))
}

// errorReply is the reply to a line for which parse returned the error.
func errorReply(err error) reply {
	var detail invalidRequest
	switch {
	case errors.Is(err, errHTTP):
		return notHTTP
	case errors.As(err, &detail):
		return reply(fmt.Sprintf(`{"status":"error","reason":"invalid_request","detail":"%s"}`, string(detail)))
	default:
		return invalidJSON
	}
}
