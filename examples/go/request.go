package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxUserUnits = 128
	maxAmount    = 1_000_000_000
)

// A request is an event, a balanceQuery, a metricsQuery or a healthQuery.
type request interface{ isRequest() }

type (
	// An event changes the balance of a user. The change is negative for a sale.
	event struct {
		user   string
		change int64
	}
	balanceQuery struct{ user string }
	metricsQuery struct{}
	healthQuery  struct{}
)

func (event) isRequest()        {}
func (balanceQuery) isRequest() {}
func (metricsQuery) isRequest() {}
func (healthQuery) isRequest()  {}

var (
	errHTTP        = errors.New("the first line of an HTTP request")
	errInvalidJSON = errors.New("not exactly one JSON value in UTF-8")
)

// An invalidRequest is the error of a line that is JSON and no request. It says what is wrong and what is expected, and
// nothing of what the client sent.
type invalidRequest string

const (
	wrongRequest invalidRequest = "request: must be a JSON object"
	wrongType    invalidRequest = "type: must be balance, metrics or health, or absent for an event"
	wrongUser    invalidRequest = "user: must be a string of 1 to 128 characters, not blank"
	wrongAction  invalidRequest = "action: must be buy or sell"
	wrongAmount  invalidRequest = "amount: must be an integer from 1 to 1000000000"
)

func (e invalidRequest) Error() string {
	return string(e)
}

// fields are those of a JSON object, each as the text of its value. (A struct would take User for user, would leave a
// field as it was at a null, and could not tell a missing type from an empty one.)
type fields map[string]json.RawMessage

// parse returns errHTTP, errInvalidJSON or an invalidRequest if the line is no request.
func parse(line []byte) (request, error) {
	if isHTTP(line) {
		return nil, errHTTP
	}
	f, err := parseObject(line)
	if err != nil {
		return nil, err
	}
	if _, ok := f["type"]; ok {
		return parseQuery(f)
	}
	return parseEvent(f)
}

// isHTTP knows the first line of an HTTP request. A web page can make a browser send one to a port of the machine that
// it runs on, with events in the body.
func isHTTP(line []byte) bool {
	return bytes.HasSuffix(line, []byte(" HTTP/1.0")) || bytes.HasSuffix(line, []byte(" HTTP/1.1"))
}

func parseObject(line []byte) (fields, error) {
	// Package json would put U+FFFD for malformed UTF-8, and say nothing.
	if !utf8.Valid(line) {
		return nil, errInvalidJSON
	}
	var f fields
	err := json.Unmarshal(line, &f)
	var noObject *json.UnmarshalTypeError
	switch {
	case errors.As(err, &noObject):
		return nil, wrongRequest
	case err != nil:
		return nil, errInvalidJSON
	case f == nil: // The line was null, which Unmarshal takes for a value of any type.
		return nil, wrongRequest
	}
	return f, nil
}

func parseQuery(f fields) (request, error) {
	switch f.text("type") {
	case "balance":
		user, err := f.user()
		return balanceQuery{user}, err
	case "metrics":
		return metricsQuery{}, nil
	case "health":
		return healthQuery{}, nil
	}
	return nil, wrongType
}

func parseEvent(f fields) (request, error) {
	user, err := f.user()
	if err != nil {
		return nil, err
	}
	sign, err := f.sign()
	if err != nil {
		return nil, err
	}
	amount, err := f.amount()
	return event{user, sign * amount}, err
}

func (f fields) user() (string, error) {
	user := f.text("user")
	if strings.TrimSpace(user) == "" || utf16Units(user) > maxUserUnits {
		return "", wrongUser
	}
	return user, nil
}

func (f fields) sign() (int64, error) {
	switch f.text("action") {
	case "buy":
		return 1, nil
	case "sell":
		return -1, nil
	}
	return 0, wrongAction
}

// amount relies on this: of the JSON values, only integers are integers to ParseInt.
func (f fields) amount() (int64, error) {
	n, err := strconv.ParseInt(string(f["amount"]), 10, 64)
	if err != nil || n < 1 || n > maxAmount {
		return 0, wrongAmount
	}
	return n, nil
}

// text returns what a field says, and nothing if it is missing or no string: nothing is no valid type, user or action.
func (f fields) text(name string) string {
	var text string
	if json.Unmarshal(f[name], &text) != nil {
		return ""
	}
	return text
}

// utf16Units is the length as the protocol counts.
func utf16Units(s string) int {
	units := 0
	for _, r := range s {
		units += utf16.RuneLen(r)
	}
	return units
}
