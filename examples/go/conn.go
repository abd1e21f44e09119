package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"time"
)

const (
	linger       = 5 * time.Second
	lingerSilent = time.Second
)

// A socket is what a conn needs of a *net.TCPConn.
type socket interface {
	net.Conn
	CloseWrite() error
}

// A conn serves one client, in one goroutine. It does one thing at a time: it reads, or answers, or writes. So a client
// that does not read its replies is not read from either. TCP stops it in the end, and it costs no more memory than one
// line and one bufio.Writer.
type conn struct {
	socket  socket
	handler *handler
	lines   *bufio.Scanner
	replies *bufio.Writer
}

func newConn(s socket, h *handler, maxLineBytes int) *conn {
	replies := bufio.NewWriter(s)
	return &conn{
		socket:  s,
		handler: h,
		lines:   newLineScanner(flushingReader{replies, s}, maxLineBytes),
		replies: replies,
	}
}

// A flushingReader writes what waits to be written before it reads. So replies are collected while there are lines to
// answer, and none is kept back while the server waits for the client, in mid-line or not.
type flushingReader struct {
	out *bufio.Writer
	in  io.Reader
}

func (r flushingReader) Read(p []byte) (int, error) {
	if err := r.out.Flush(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}

// serve returns when the connection is closed: the client has left, or was told off, or closing is done.
func (c *conn) serve(closing context.Context) {
	defer c.socket.Close()
	stop := interruptReads(closing, c.socket)
	err := c.answerLines()
	stop()
	if err == nil {
		c.end()
	}
}

// answerLines returns when there is nothing more to answer. An error means that the client is gone.
func (c *conn) answerLines() error {
	for c.lines.Scan() {
		r := c.handler.answer(c.lines.Bytes())
		if err := c.reply(r); err != nil || r.isLast() {
			return err
		}
	}
	if errors.Is(c.lines.Err(), errLineTooLong) {
		return c.reply(lineTooLong)
	}
	return nil
}

// reply blocks only if so many replies wait that they have to be written, and the client does not read.
func (c *conn) reply(r reply) error {
	_, err := c.replies.WriteString(string(r) + "\n")
	return err
}

// end writes the replies and closes the sending side. To close the other one too would make TCP send a reset if the
// client has sent more, and a reset can destroy replies on their way. So end reads on and discards, until the client
// closes its side, is silent, or has had its time. (nginx calls this a lingering close.)
func (c *conn) end() {
	if c.replies.Flush() != nil || c.socket.CloseWrite() != nil {
		return
	}
	over := time.Now().Add(linger)
	discarded := make([]byte, 4096)
	for {
		silent := time.Now().Add(lingerSilent)
		if silent.After(over) {
			silent = over
		}
		c.socket.SetReadDeadline(silent)
		if _, err := c.socket.Read(discarded); err != nil {
			return
		}
	}
}

// interruptReads makes reads fail from the moment that ctx is done. After stop has returned, the deadline for reading
// belongs to the caller again.
func interruptReads(ctx context.Context, c net.Conn) (stop func()) {
	interrupted := make(chan struct{})
	cancel := context.AfterFunc(ctx, func() {
		c.SetReadDeadline(time.Now())
		close(interrupted)
	})
	return func() {
		if !cancel() {
			<-interrupted
		}
	}
}
