package main

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

const beTheServer = "TENSTAGES_BE_THE_SERVER"

// TestMain makes a server of the test's own binary where a test needs a process, with its signals and exit codes.
func TestMain(m *testing.M) {
	if os.Getenv(beTheServer) != "" {
		main()
		return
	}
	m.Run()
}

// A process is a server, and the address at which it listens.
type process struct {
	*exec.Cmd
	stdout  *bufio.Reader
	stderr  *strings.Builder
	address string
	close   func() error // Closes our end of its stdout.
}

func startProcess(t *testing.T, options ...string) process {
	t.Helper()
	cmd := exec.Command(os.Args[0], append([]string{"--port", "0"}, options...)...)
	cmd.Env = append(os.Environ(), beTheServer+"=1")
	stderr := new(strings.Builder)
	cmd.Stderr = stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	stdout := bufio.NewReader(pipe)
	line, err := stdout.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return process{cmd, stdout, stderr, strings.TrimPrefix(strings.TrimSpace(line), "listening on "), pipe.Close}
}

// expectExit reads all of stdout behind the first line, and waits for the end.
func (p process) expectExit(t *testing.T, code int, stdout string) {
	t.Helper()
	got, _ := p.stdout.ReadString('\n')
	p.Wait()
	if got != stdout || p.ProcessState.ExitCode() != code {
		t.Errorf("exit code %d, stdout %q; want %d, %q", p.ProcessState.ExitCode(), got, code, stdout)
	}
}

func TestAfterADrainTheExitCodeIsZero(t *testing.T) {
	p := startProcess(t)
	p.Process.Signal(syscall.SIGINT)
	p.expectExit(t, 0, string(metricsReply(snapshot{}))+"\n")
}

func TestAProcessSaysHowManyEventsItHasLost(t *testing.T) {
	p := startProcess(t, "--work-ms", "3600000", "--drain-ms", "1")
	d := dial(t, p.address)
	for range 2 {
		if got, err := d.ask(`{"user":"ada","action":"buy","amount":3}`); got != accepted {
			t.Fatal(got, err)
		}
	}
	p.Process.Signal(syscall.SIGTERM)
	p.expectExit(t, 1, string(metricsReply(snapshot{received: 2}))+"\n")
	if !strings.HasSuffix(p.stderr.String(), "accepted events lost: 2\n") {
		t.Error(p.stderr)
	}
}

func TestASecondSignalEndsTheProcess(t *testing.T) {
	p := startProcess(t, "--work-ms", "3600000")
	d := dial(t, p.address)
	if got, err := d.ask(`{"user":"ada","action":"buy","amount":3}`); got != accepted {
		t.Fatal(got, err)
	}
	p.Process.Signal(syscall.SIGINT)
	for got := healthy; got == healthy; { // Until the signal has arrived.
		got, _ = d.ask(`{"type":"health"}`)
	}
	p.Process.Signal(syscall.SIGTERM)
	p.expectExit(t, 143, "")
}

func TestAServerWhoseStdoutNobodyReadsGoesOn(t *testing.T) {
	p := startProcess(t)
	p.close()
	p.Process.Signal(syscall.SIGTERM)
	p.expectExit(t, 0, "")
}
