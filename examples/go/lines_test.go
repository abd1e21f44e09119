package main

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// linesOf reads all there is, in any pieces.
func linesOf(in io.Reader, maxLineBytes int) ([]string, error) {
	var lines []string
	s := newLineScanner(in, maxLineBytes)
	for s.Scan() {
		lines = append(lines, s.Text())
	}
	return lines, s.Err()
}

func TestLines(t *testing.T) {
	for _, test := range []struct {
		input string
		want  []string
		err   error
	}{
		{input: ""},
		{input: "one\ntwo\r\n\n\r\nx\ry\r\r\nrest", want: []string{"one", "two", "", "", "x\ry\r"}},
		{input: "rest\r"},
		{input: "12345678\n12345678\r\n12345678\r", want: []string{"12345678", "12345678"}},
		{input: "ok\n123456789", want: []string{"ok"}, err: errLineTooLong},
		{input: "ok\n123456789\nno", want: []string{"ok"}, err: errLineTooLong},
		{input: "ok\n12345678\r\r\n", want: []string{"ok"}, err: errLineTooLong},
		{input: "ok\n12345678\rx\n", want: []string{"ok"}, err: errLineTooLong},
	} {
		for name, in := range map[string]io.Reader{
			"whole":        strings.NewReader(test.input),
			"byte by byte": iotest.OneByteReader(strings.NewReader(test.input)),
			"with the end": iotest.DataErrReader(strings.NewReader(test.input)),
		} {
			lines, err := linesOf(in, 8)
			if !slices.Equal(lines, test.want) || !errors.Is(err, test.err) {
				t.Errorf("%s, %q: %q, %v; want %q, %v", name, test.input, lines, err, test.want, test.err)
			}
		}
	}
}

func TestALineTooLongIsKnownWithoutItsEnd(t *testing.T) {
	in, out := io.Pipe() // No end comes: a scanner that waits for one waits for ever.
	go out.Write([]byte("123456789"))
	if _, err := linesOf(in, 8); !errors.Is(err, errLineTooLong) {
		t.Error(err)
	}
}

// FuzzLines compares the scanner with a split of everything at once.
func FuzzLines(f *testing.F) {
	f.Add([]byte("one\ntwo\r\nrest"))
	f.Fuzz(func(t *testing.T, input []byte) {
		want := bytes.Split(input, []byte("\n"))
		want = want[:len(want)-1]
		lines, err := linesOf(iotest.HalfReader(bytes.NewReader(input)), len(input)+1)
		if err != nil || len(lines) != len(want) {
			t.Fatalf("%q, %v; want %q", lines, err, want)
		}
		for i, line := range lines {
			if line != string(bytes.TrimSuffix(want[i], []byte("\r"))) {
				t.Errorf("%q; want %q", lines, want)
			}
		}
	})
}
