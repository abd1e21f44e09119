package tenstages.loadgen.practice.mystery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.exam.ExamFailure;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.model.Fault;

/**
 * Each mystery can be told from each other one of its level, by the items that tell some mystery of the level. What
 * each server answers in each of these items is recorded in {@code mysteries.txt}. Each build has the exchange that
 * tells each mystery, and all exchanges of one of each level; {@code -Dmystery.matrix} has all of all, in some minutes,
 * and writes {@code target/mysteries.txt}, to be copied if it is right.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class MatrixTest {
    private static final boolean WHOLE = System.getProperty("mystery.matrix") != null;

    /** What a wrong server does not answer costs so much; a right one is asked again with more. */
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(WHOLE ? 4 : 2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TRIES = 3;

    /** With what bytes these fail depends on the moment; that they fail does not. */
    private static final Set<Fault> UNSTEADY = EnumSet.of(
            Fault.A_READ_IS_A_LINE,
            Fault.ANSWERS_ANOTHER_CLIENT,
            Fault.CLIENTS_SHARE_A_BUFFER,
            Fault.SERVES_ONE_CLIENT,
            Fault.DIES_OF_A_RESET,
            Fault.RESETS_AFTER_LAST_REPLY,
            Fault.APPLIES_TWICE,
            Fault.APPLIES_A_REFUSED_EVENT,
            Fault.WAITS_FOR_ROOM,
            Fault.WORKS_BEFORE_IT_REPLIES,
            Fault.QUEUE_OF_FIVE,
            Fault.ONE_WORKER,
            Fault.WORKS_NOT_AT_ALL,
            Fault.ONE_LOCK,
            Fault.LOSES_UPDATES,
            Fault.HEALTH_STAYS_OK,
            Fault.NO_LAST_LINE,
            Fault.DEADLINE_OF_ITS_OWN);

    private static final Pattern COMPARED = Pattern.compile("must be (\\d+)(.*), and is (\\d+)");

    private final Map<String, Map<String, String>> recorded = recorded();
    private final Map<String, Map<String, String>> seen = new ConcurrentSkipListMap<>();

    @TestFactory
    Stream<DynamicTest> eachFailsTheItemThatTellsIt() {
        return Mysteries.ALL.stream()
                .map(mystery -> dynamicTest(mystery.id(), () -> expect(mystery, List.of(mystery.itemId()))));
    }

    @TestFactory
    Stream<DynamicTest> someDoInEachItemWhatIsRecorded() {
        return some().map(mystery -> dynamicTest(mystery.id(), () -> expect(mystery, tellingItems(mystery.level()))));
    }

    @Test
    void eachIsToldFromEachOtherOfItsLevel() {
        List<String> alike = new ArrayList<>();
        for (Level level : Level.values()) {
            for (Mystery one : level.mysteries()) {
                level.mysteries().stream()
                        .filter(other -> other.fault().compareTo(one.fault()) > 0 && !areTold(one, other))
                        .forEach(other -> alike.add(one.fault() + " = " + other.fault()));
            }
        }
        assertThat(alike).isEmpty();
    }

    @Test
    void whatIsRecordedIsOfTheMysteriesThatThereAre() {
        assertThat(recorded.keySet())
                .isEqualTo(Mysteries.ALL.stream().map(Mystery::id).collect(Collectors.toCollection(TreeSet::new)));
        for (Mystery mystery : Mysteries.ALL) {
            assertThat(recorded.get(mystery.id())).containsKey(mystery.itemId());
            assertThat(tellingItems(mystery.level()))
                    .containsAll(recorded.get(mystery.id()).keySet());
        }
    }

    @AfterAll
    void whatWasSeenIsWritten() throws IOException {
        StringBuilder text = new StringBuilder();
        seen.forEach((id, cells) -> cells.forEach((item, cell) -> text.append(id)
                .append('\t')
                .append(item)
                .append('\t')
                .append(cell)
                .append('\n')));
        Files.writeString(Path.of("target/mysteries.txt"), text);
    }

    private static Stream<Mystery> some() {
        if (WHOLE) {
            return Mysteries.ALL.stream();
        }
        Random random = new Random();
        return Stream.of(Level.values()).map(level -> level.mysteries()
                .get(random.nextInt(level.mysteries().size())));
    }

    /** One fails an item that the other passes, or always fails it with other bytes. */
    private boolean areTold(Mystery one, Mystery other) {
        return tellingItems(one.level()).stream().anyMatch(item -> {
            String mine = recorded.getOrDefault(one.id(), Map.of()).get(item);
            String yours = recorded.getOrDefault(other.id(), Map.of()).get(item);
            if (mine == null || yours == null) {
                return mine != null || yours != null;
            }
            return !UNSTEADY.containsAll(List.of(one.fault(), other.fault())) && !mine.equals(yours);
        });
    }

    private static List<String> tellingItems(Level level) {
        return level.mysteries().stream()
                .map(Mystery::itemId)
                .distinct()
                .sorted()
                .toList();
    }

    /** A busy machine makes a right server late, and a race is not lost every time. */
    private void expect(Mystery mystery, List<String> items) throws IOException {
        Map<String, String> expected = new TreeMap<>(recorded.getOrDefault(mystery.id(), Map.of()));
        expected.keySet().retainAll(items);
        Map<String, String> cells = cells(mystery, items, LITTLE_PATIENCE);
        for (int i = 0; i < TRIES && !isAsRecorded(mystery, cells, expected); i++) {
            List<String> others = items.stream()
                    .filter(item -> !isAsRecorded(mystery, cells.get(item), expected.get(item)))
                    .toList();
            Map<String, String> again = cells(mystery, others, PATIENCE);
            others.forEach(cells::remove);
            cells.putAll(again);
        }
        seen.merge(mystery.id(), cells, (all, more) -> {
            Map<String, String> both = new TreeMap<>(all);
            both.putAll(more);
            return both;
        });
        assertThat(cells.keySet()).isEqualTo(expected.keySet());
        cells.forEach((item, cell) -> assertThat(isAsRecorded(mystery, cell, expected.get(item)))
                .as("%s: %s, recorded %s", item, cell, expected.get(item))
                .isTrue());
    }

    private static boolean isAsRecorded(Mystery mystery, Map<String, String> cells, Map<String, String> expected) {
        return cells.keySet().equals(expected.keySet())
                && cells.entrySet().stream()
                        .allMatch(cell -> isAsRecorded(mystery, cell.getValue(), expected.get(cell.getKey())));
    }

    private static boolean isAsRecorded(Mystery mystery, String cell, String expected) {
        if (cell == null || expected == null) {
            return cell == null && expected == null;
        }
        return UNSTEADY.contains(mystery.fault()) || cell.equals(expected);
    }

    /** Of the items that fail, each on a server of its own: one may leave another state behind each time. */
    private static Map<String, String> cells(Mystery mystery, List<String> items, Duration patience)
            throws IOException {
        Map<String, String> cells = new TreeMap<>();
        for (String item : items) {
            ItemResult result =
                    Telling.results(mystery, List.of(item), patience).get(0);
            if (result.verdict() == Verdict.FAIL) {
                cells.put(item, cell(result));
            }
        }
        return cells;
    }

    /** Counts and times differ from run to run; the numbers in a reply to the exam's own lines do not. */
    private static String cell(ItemResult result) {
        ExamFailure failure = result.failure().orElseThrow();
        String what = COMPARED.matcher(failure.what()).replaceAll(MatrixTest::moreOrLess);
        return what.replaceAll("-?\\d+", "#")
                + failure.evidence()
                        .map(evidence -> "\t" + evidence.sent() + "\t" + evidence.received())
                        .orElse("");
    }

    private static String moreOrLess(MatchResult numbers) {
        long difference = Long.parseLong(numbers.group(3)) - Long.parseLong(numbers.group(1));
        return "must be #" + numbers.group(2) + ", and is " + (difference < 0 ? "< #" : "> #");
    }

    private static Map<String, Map<String, String>> recorded() {
        Map<String, Map<String, String>> recorded = new TreeMap<>();
        try (InputStream in = MatrixTest.class.getResourceAsStream("mysteries.txt")) {
            String text = in == null ? "" : new String(in.readAllBytes(), UTF_8);
            text.lines().map(line -> line.split("\t", 3)).forEach(parts -> recorded.computeIfAbsent(
                            parts[0], id -> new TreeMap<>())
                    .put(parts[1], parts[2]));
            return recorded;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
