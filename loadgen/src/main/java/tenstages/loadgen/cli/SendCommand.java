package tenstages.loadgen.cli;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.report.Text;

/** The verb {@code send}: lines to a server, and what it replies. */
@Command(
        name = "send",
        header = "Sends lines to a server that runs, and prints its reply to each.",
        description = {
            "",
            "Exit code 1: a line had no reply. Exit code 3: nobody listens there.",
            "",
            "Examples:",
            "  ./ten send 3 hello",
            "  ./ten send --pause 1s 5 '{\"user\":\"ada\",\"action\":\"buy\",\"amount\":100}'"
                    + " '{\"type\":\"balance\",\"user\":\"ada\"}'",
            ""
        },
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    private static final int LEAST_PORT_ALONE = 1024;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            converter = Units.Time.class,
            defaultValue = "0s",
            description = "How long to wait between a reply and the next line.")
    private Duration pause;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Units.Time.class,
            defaultValue = "10s",
            description = "How long to wait for each reply. Default: ${DEFAULT-VALUE}")
    private Duration timeout;

    @Parameters(
            index = "0",
            paramLabel = "WHERE",
            description = "The number of a stage or the name of a server, at its usual port; a port; or HOST:PORT.")
    private String where;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "LINE", description = "What to send, a line each.")
    private List<String> lines;

    @Override
    public Integer call() throws IOException {
        Usage.require(
                spec,
                lines.stream().noneMatch(line -> line.contains("\n")),
                "LINE: has a line end inside (give each line as a word of its own)");
        try (LineClient client = connected()) {
            for (int i = 0; i < lines.size(); i++) {
                if (i > 0) {
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
                String reply = client.ask(lines.get(i));
                if (reply == null) {
                    throw new EOFException("the server hung up without a reply");
                }
                System.out.println(Printable.line(reply));
            }
            return ExitCodes.OK;
        } catch (SocketTimeoutException e) {
            System.err.println("no reply in " + Text.time(timeout.toNanos()));
        } catch (NobodyListens e) {
            System.err.println(e.getMessage());
            return ExitCodes.NOTHING_TESTED;
        } catch (IOException e) {
            System.err.println(e instanceof EOFException ? e.getMessage() : "no reply: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.INTERRUPTED;
        }
        return ExitCodes.FAILED;
    }

    private LineClient connected() throws IOException {
        InetSocketAddress address = address();
        try {
            return new LineClient(address, timeout);
        } catch (IOException e) {
            throw new NobodyListens(address);
        }
    }

    private static final class NobodyListens extends IOException {
        NobodyListens(InetSocketAddress address) {
            super("nobody listens on " + address.getHostString() + ":" + address.getPort() + ": start a server first");
        }
    }

    private InetSocketAddress address() throws IOException {
        if (where.matches("\\d{4,5}") && Integer.parseInt(where) >= LEAST_PORT_ALONE) {
            return parsed(":" + where);
        }
        if (where.contains(":")) {
            return parsed(where);
        }
        Program program = Programs.find(where)
                .filter(Program::isServer)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "'" + where
                                + "' is no server of the project, no port and no HOST:PORT (./ten list shows all)"));
        if (!program.speaksLines()) {
            String instead = "'" + where + "' is no server of lines: it speaks " + program.speaks() + ", as curl does";
            throw new ParameterException(spec.commandLine(), instead);
        }
        return new InetSocketAddress("127.0.0.1", program.port());
    }

    private InetSocketAddress parsed(String text) {
        try {
            return new Units.Address().convert(text);
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
