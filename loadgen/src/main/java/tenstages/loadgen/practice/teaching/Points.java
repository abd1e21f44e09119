package tenstages.loadgen.practice.teaching;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.protocol.StageOptions;

/**
 * What each item of an exam is worth. A file says it, in lines such as {@code s05.busy 3} for an item and
 * {@code s05 10} for all others of a stage together, which share it equally. What no line names is worth nothing. All
 * is counted in hundredths, so that sums are exact. Immutable.
 */
public final class Points {
    /** What a file of points says is wrong, in a line. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    private static final int HUNDRED = 100;
    private static final int MOST_BYTES = 100_000;
    private static final int SHOWN = 40;
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,2}))?");

    private final Map<String, Long> hundredths;
    private final boolean oneEach;

    private Points(Map<String, Long> hundredths, boolean oneEach) {
        this.hundredths = hundredths;
        this.oneEach = oneEach;
    }

    /** Each item is worth one point. */
    public static Points oneEach() {
        return new Points(Map.of(), true);
    }

    /** Those of a file. Throws Wrong, with the line, if it cannot be read or does not make sense. */
    public static Points of(Path file) throws Wrong {
        Map<String, Long> hundredths = new LinkedHashMap<>();
        List<String> lines = read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                try {
                    add(hundredths, line);
                } catch (Wrong e) {
                    throw new Wrong(Printable.line(String.valueOf(file)) + ", line " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        Points points = new Points(hundredths, false);
        points.checkThatStagesHaveARest(file);
        return points;
    }

    /** What an item is worth at this stage, in hundredths. */
    public long of(ExamItem item, int stage) {
        if (oneEach) {
            return HUNDRED;
        }
        Long own = hundredths.get(item.id());
        return own != null ? own : share(item, stage);
    }

    /** A number of points, such as {@code 3}, {@code 0.5} or {@code 3.34}. */
    public static String text(long hundredths) {
        long rest = hundredths % HUNDRED;
        String decimals = String.format(Locale.ROOT, ".%02d", rest).replaceFirst("0$", "");
        return hundredths / HUNDRED + (rest == 0 ? "" : decimals);
    }

    /** The same for a program. */
    public static BigDecimal number(long hundredths) {
        return new BigDecimal(text(hundredths));
    }

    /** The first ones have a hundredth more, where it cannot be shared equally. */
    private long share(ExamItem item, int stage) {
        long all = hundredths.getOrDefault(stageOf(item), 0L);
        List<String> rest = Exam.of(stage).stream()
                .filter(each -> each.since() == item.since() && !hundredths.containsKey(each.id()))
                .map(ExamItem::id)
                .toList();
        int place = rest.indexOf(item.id());
        return all / rest.size() + (place < all % rest.size() ? 1 : 0);
    }

    private static void add(Map<String, Long> hundredths, String line) throws Wrong {
        Matcher words = LINE.matcher(line);
        if (!words.matches()) {
            throw new Wrong("'" + shown(line) + "' is no 'ID POINTS', such as 's05.busy 3' or 's05 10'");
        }
        String id = words.group(1);
        if (!ids().contains(id)) {
            throw new Wrong("there is no item and no stage '" + shown(id) + "' (./ten check 10 --list shows items)");
        }
        if (hundredths.put(id, number(words.group(2))) != null) {
            throw new Wrong(id + " has points already");
        }
    }

    private static long number(String text) throws Wrong {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            throw new Wrong("'" + shown(text) + "' is no number from 0 to 999999 with at most two decimals");
        }
        String decimals = number.group(2) == null ? "0" : number.group(2);
        return Long.parseLong(number.group(1)) * HUNDRED
                + Long.parseLong(decimals) * (decimals.length() == 1 ? HUNDRED / 10 : 1);
    }

    private void checkThatStagesHaveARest(Path file) throws Wrong {
        for (int stage = 1; stage <= StageOptions.LAST_STAGE; stage++) {
            int since = stage;
            boolean all = Exam.of(stage).stream()
                    .filter(item -> item.since() == since)
                    .allMatch(item -> hundredths.containsKey(item.id()));
            if (all && hundredths.containsKey(stageName(stage))) {
                throw new Wrong(Printable.line(String.valueOf(file)) + ": " + stageName(stage)
                        + " has no rest, because each of its items has points of its own");
            }
        }
    }

    private static Set<String> ids() {
        Set<String> ids = new HashSet<>();
        IntStream.rangeClosed(1, StageOptions.LAST_STAGE).forEach(stage -> {
            ids.add(stageName(stage));
            Exam.of(stage).forEach(item -> ids.add(item.id()));
        });
        return ids;
    }

    private static String stageOf(ExamItem item) {
        return stageName(item.since());
    }

    private static String stageName(int stage) {
        return String.format(Locale.ROOT, "s%02d", stage);
    }

    private static String shown(String text) {
        return Printable.line(Printable.cut(text, SHOWN));
    }

    private static String read(Path file) throws Wrong {
        String name = Printable.line(String.valueOf(file));
        if (!Files.isRegularFile(file)) {
            throw new Wrong(Files.exists(file) ? name + " is no file" : "there is no file " + name);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Wrong(name + " is too long for a file of points");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Wrong(name + " is no text in UTF-8");
        } catch (IOException e) {
            throw new Wrong("cannot read " + name + ": " + e.getMessage());
        }
    }
}
