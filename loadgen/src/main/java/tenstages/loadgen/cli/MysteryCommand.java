package tenstages.loadgen.cli;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.practice.mystery.Level;
import tenstages.loadgen.practice.mystery.Mystery;
import tenstages.loadgen.practice.mystery.MysteryServer;
import tenstages.loadgen.practice.mystery.MysteryWords;
import tenstages.loadgen.practice.mystery.Play;
import tenstages.loadgen.practice.mystery.Riddle;
import tenstages.loadgen.practice.mystery.Solved;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.StartFailure;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.protocol.StageOptions;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.WholeFile;

/** The verb {@code mystery}: a server with one mistake, and which one is to be found out. */
@Command(
        name = "mystery",
        header = "Starts a server with one mistake: you find out which.",
        description = {
            "",
            "It runs until you have named its mistake, out of twelve. Ask it from another terminal, with nc,"
                    + " send, run and check. The exit code is 0 if you are right, and 1 otherwise."
                    + " Options of the stage, such as --work-ms 500, and --port are for the server.",
            "",
            "Examples:",
            "  ./ten mystery",
            "  ./ten mystery --level 3 --seed 7 --queue 5",
            "  ./ten mystery --interview -o interview.md",
            "  ./ten mystery --level 1 --seed 7 --list",
            "  ./ten mystery --level 2 --seed 7 --answer utf8-is-repaired",
            ""
        },
        mixinStandardHelpOptions = true)
final class MysteryCommand implements Callable<Integer> {
    private static final int OF_AN_INTERVIEW = 3;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--level",
            paramLabel = "1..4",
            description = "1: lines, many clients; 2: JSON, requests, limits; 3: balances, the queue, workers;"
                    + " 4: races, counters, the end. Default: 1, and 1, 2, 3 with --interview")
    private Integer levelNumber;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Which mystery: the same for everybody who gives the same number and level."
                    + " Default: one that you have not solved")
    private Long seed;

    @Option(names = "--interview", description = "Three of them, twenty minutes, and a summary to talk through.")
    private boolean interview;

    @Option(names = "-o", paramLabel = "FILE", description = "With --interview: the summary as Markdown.")
    private Path file;

    @Option(
            names = "--answer",
            paramLabel = "ID",
            description = "Judge this diagnosis, and ask nothing: its number or its word, as --list shows them."
                    + " Needs --seed.")
    private String diagnosis;

    @Option(names = "--list", description = "Say which diagnoses there are; with --seed, the twelve of that mystery.")
    private boolean list;

    @Option(
            names = "--serve",
            description = "Be the server of the mystery, as --cmd of check needs it, and ask nothing. Needs --seed.")
    private boolean serve;

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        check();
        Level level = level(levelNumber == null ? 1 : levelNumber);
        if (list) {
            List<Mystery> mysteries =
                    seed == null ? level.mysteries() : Riddle.of(level, seed).choices();
            System.out.println(MysteryWords.list(mysteries, Terminal.width()));
            return ExitCodes.OK;
        }
        if (serve) {
            return served(Riddle.of(level, seed));
        }
        if (diagnosis != null) {
            return judged(Riddle.of(level, seed));
        }
        if (!Dialog.isPossible()) {
            return cannotAsk(level);
        }
        try {
            return interview ? interviewed() : played(level);
        } catch (StartFailure e) {
            // The server has said in one line what is wrong with its options.
            List<String> lines = e.lines();
            System.err.println(Printable.line(lines.isEmpty() ? e.what() : lines.get(lines.size() - 1)));
            return ExitCodes.USAGE;
        }
    }

    private void check() {
        int asked = (list ? 1 : 0) + (serve ? 1 : 0) + (diagnosis != null ? 1 : 0) + (interview ? 1 : 0);
        Usage.require(spec, asked < 2, "--list, --serve, --answer, --interview: only one of them");
        Usage.require(spec, seed != null || !serve, "--serve: needs --seed");
        Usage.require(spec, seed != null || diagnosis == null, "--answer: needs --seed");
        Usage.require(spec, file == null || interview, "-o: goes with --interview");
        OutputFile.check(spec.commandLine(), "-o", file);
        for (int i = 0; i < options.size(); i += 2) {
            String option = options.get(i);
            if (!option.equals("--port") && !StageOptions.names().contains(option) || list || diagnosis != null) {
                throw new UnmatchedArgumentException(spec.commandLine(), List.of(option));
            }
        }
    }

    private Level level(int number) {
        Usage.require(spec, Level.of(number).isPresent(), "--level: must be from 1 to 4, and not " + number);
        return Level.of(number).orElseThrow();
    }

    private int served(Riddle riddle) {
        try {
            return MysteryServer.serve(riddle, options);
        } catch (IOException e) {
            String option = e instanceof BindException ? "--port: " : "";
            throw new ParameterException(spec.commandLine(), option + e.getMessage());
        }
    }

    private int judged(Riddle riddle) throws IOException {
        Mystery said = riddle.chosen(diagnosis).orElse(null);
        Usage.require(
                spec,
                said != null,
                "--answer: '" + diagnosis + "' is not one of the twelve (--list with the same --seed shows them)");
        if (said.equals(riddle.answer())) {
            Solved.add(Notebook.named("mystery"), said);
        }
        System.out.println(MysteryWords.judgement(riddle, said, Terminal.width()));
        return said.equals(riddle.answer()) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private int cannotAsk(Level level) throws IOException {
        String words = " --level " + level.number() + " --seed " + seed(level);
        System.err.println("mystery asks at a terminal, and this is none. Instead: ./ten mystery --serve" + words
                + " is the server, ./ten mystery --list" + words + " shows the diagnoses, ./ten mystery" + words
                + " --answer ID judges one");
        return ExitCodes.USAGE;
    }

    private int played(Level level) throws IOException {
        return play().one(Riddle.of(level, seed(level))) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private int interviewed() throws IOException {
        List<Riddle> riddles = new ArrayList<>();
        long next = seed(level(levelNumber == null ? 1 : levelNumber));
        System.out.println("Interview with seed " + next + ".");
        while (riddles.size() < OF_AN_INTERVIEW) {
            Riddle riddle = Riddle.of(level(levelNumber == null ? riddles.size() + 1 : levelNumber), next++);
            if (riddles.stream().noneMatch(other -> other.answer().equals(riddle.answer()))) {
                riddles.add(riddle);
            }
        }
        String summary = play().interview(riddles, Play.INTERVIEW, this::keep);
        System.out.print(summary);
        if (file != null) {
            keep(summary);
            System.out.println("\nwritten to " + file);
        }
        return ExitCodes.OK;
    }

    private void keep(String summary) throws IOException {
        if (file != null) {
            WholeFile.write(file, summary);
        }
    }

    private Play play() throws IOException {
        List<String> program = List.of(
                JavaCommand.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "mystery",
                "--serve");
        return new Play(
                program,
                options,
                Notebook.named("mystery"),
                Dialog.here(),
                System.out,
                Terminal.width(),
                Terminal.watched());
    }

    private long seed(Level level) throws IOException {
        return seed != null ? seed : Solved.in(Notebook.named("mystery")).freshSeed(level, new Random());
    }
}
