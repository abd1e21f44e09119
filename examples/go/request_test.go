package main

import (
	"errors"
	"strings"
	"testing"
)

func TestRequests(t *testing.T) {
	for line, want := range map[string]request{
		`{"user":"ada","action":"buy","amount":5}`:                                event{"ada", 5},
		` {"amount" : 1000000000 ,"action":"sell","user":"ada"} `:                 event{"ada", -1_000_000_000},
		`{"user":1,"x":[{}],"\u0075ser":"\u0061","action":"b\u0075y","amount":5}`: event{"a", 5},
		`{"user":"ada","USER":"bob","action":"buy","Amount":7,"amount":5}`:        event{"ada", 5},
		`{"user":"ada","action":"buy","amount":5,"x":1.5,"y":null}`:               event{"ada", 5},
		`{"user":"\ud83d\ude00","action":"buy","amount":5}`:                       event{"😀", 5},
		`{"user":"__proto__","type":"balance"}`:                                   balanceQuery{"__proto__"},
		`{"\u0074ype":"metrics","user":5}`:                                        metricsQuery{},
		`{"type":"health"}`:                                                       healthQuery{},
	} {
		if got, err := parse([]byte(line)); err != nil || got != want {
			t.Errorf("%s: %#v, %v; want %#v", line, got, err, want)
		}
	}
}

func TestWhatIsNotJSON(t *testing.T) {
	for _, line := range []string{
		"", "{", "{}{}", "{} x", "01", "+1", ".5", "NaN", "nul", "'a'", "{a:1}", "[1,]", "// x", `"\u+123"`,
		"{\"a\tb\":1}", "\v{}", "\u00a0{}", "\ufeff{}", "\"\xc3\"", "{\"x\":\"\xed\xa0\x80\"}", "\"\xc0\xaf\"",
		strings.Repeat("[", 100_000),
	} {
		if got, err := parse([]byte(line)); !errors.Is(err, errInvalidJSON) {
			t.Errorf("%.40q: %v, %v", line, got, err)
		}
	}
}

func TestWhatIsHTTP(t *testing.T) {
	for _, line := range []string{"GET / HTTP/1.1", "POST / HTTP/1.0", " HTTP/1.1", "\xff HTTP/1.1"} {
		if got, err := parse([]byte(line)); !errors.Is(err, errHTTP) {
			t.Errorf("%s: %v, %v", line, got, err)
		}
	}
	for _, line := range []string{"HTTP/1.1", "GET / HTTP/2.0", "GET / http/1.1", "GET / HTTP/1.1 "} {
		if got, err := parse([]byte(line)); !errors.Is(err, errInvalidJSON) {
			t.Errorf("%s: %v, %v", line, got, err)
		}
	}
}

func TestTheFirstWrongFieldIsNamed(t *testing.T) {
	for want, lines := range map[error][]string{
		wrongRequest: {"null", "true", "1e400", `"x"`, "[]", `[{"user":"a"}]`, strings.Repeat("9", 1000)},
		wrongType: {
			`{"type":null,"user":"a","action":"buy","amount":1}`,
			`{"type":""}`, `{"type":["health"]}`, `{"type":"Health"}`,
		},
		wrongUser: {
			"{}", `{"type":"balance"}`, `{"user":null}`, `{"user":["a"]}`, `{"user":5}`, `{"user":""}`,
			`{"user":" \t\r\n"}`, `{"User":"a"}`,
			`{"user":"a","user":null}`, `{"x":{"user":"a"}}`, `{"__proto__":{"user":"a"}}`,
		},
		wrongAction: {
			`{"user":"a"}`, `{"user":"a","action":"BUY"}`, `{"user":"a","action":["buy"]}`,
			`{"user":"a","action":null}`,
		},
	} {
		for _, line := range lines {
			if got, err := parse([]byte(line)); err != want {
				t.Errorf("%.60s: %v, %v; want %v", line, got, err, want)
			}
		}
	}
}

func TestAmounts(t *testing.T) {
	for _, amount := range []string{
		"0", "-0", "-1", "1000000001", "18446744073709551617", "100.0", "1e2", `"100"`, "true", "null", "[1]", "{}",
	} {
		line := `{"user":"a","action":"sell","amount":` + amount + `}`
		if got, err := parse([]byte(line)); err != wrongAmount {
			t.Errorf("%s: %v, %v", line, got, err)
		}
	}
}

func TestUsers(t *testing.T) {
	for user, want := range map[string]error{
		strings.Repeat("u", 128): wrongAction,
		strings.Repeat("u", 129): wrongUser,
		strings.Repeat("é", 128): wrongAction,
		strings.Repeat("é", 129): wrongUser,
		strings.Repeat("😀", 64):  wrongAction,
		strings.Repeat("😀", 65):  wrongUser,
		`\u0000`:                 wrongAction,
		" a ":                    wrongAction,
	} {
		if _, err := parse([]byte(`{"user":"` + user + `"}`)); err != want {
			t.Errorf("%s: %v; want %v", user, err, want)
		}
	}
}
