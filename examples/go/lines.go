package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

var errLineTooLong = errors.New("line too long")

// newLineScanner splits what it reads into lines without their line ends, whatever the pieces it arrives in. It stops
// with errLineTooLong once a line has passed the limit, complete or not. What no newline follows is no line.
func newLineScanner(in io.Reader, maxLineBytes int) *bufio.Scanner {
	s := bufio.NewScanner(in)
	// The default is 64 kB with the line end, which is less than the longest line. The buffer begins small in any case.
	s.Buffer(nil, maxLineBytes+len("\r\n"))
	s.Split((&lineSplitter{maxLineBytes: maxLineBytes}).split)
	return s
}

// A lineSplitter is the memory of a bufio.SplitFunc: from one call to the next, the scanner only adds to the data.
type lineSplitter struct {
	maxLineBytes int
	searched     int // There is no newline before it.
}

// split is not bufio.ScanLines, which takes what no newline follows for a line.
func (l *lineSplitter) split(data []byte, _ bool) (advance int, line []byte, err error) {
	newline := bytes.IndexByte(data[l.searched:], '\n')
	end := len(data)
	if newline >= 0 {
		end = l.searched + newline
	}
	// In a line that is not complete, a final \r may belong to a line end that is on its way.
	line = bytes.TrimSuffix(data[:end], []byte("\r"))
	if len(line) > l.maxLineBytes {
		return 0, nil, errLineTooLong
	}
	if newline < 0 {
		l.searched = end
		return 0, nil, nil
	}
	l.searched = 0
	return end + 1, line, nil
}
