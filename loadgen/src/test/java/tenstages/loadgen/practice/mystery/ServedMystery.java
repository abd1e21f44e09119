package tenstages.loadgen.practice.mystery;

import java.io.IOException;
import java.util.List;

/** The program that serves a mystery, as tests start it. */
final class ServedMystery {
    private ServedMystery() {}

    /** Arguments as they come from {@link Suspect}: the level, the seed, and options of the stage. */
    public static void main(String[] args) throws IOException {
        Level level = Level.of(Integer.parseInt(args[1])).orElseThrow();
        List<String> options = List.of(args).subList(4, args.length);
        System.exit(MysteryServer.serve(Riddle.of(level, Long.parseLong(args[3])), options));
    }

    static List<String> command() {
        return List.of(
                tenstages.loadgen.process.JavaCommand.java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServedMystery.class.getName());
    }

    /** One whose answer is this. */
    static Riddle riddle(String id) {
        for (Level level : Level.values()) {
            if (level.mysteries().stream().anyMatch(mystery -> mystery.id().equals(id))) {
                for (long seed = 1; ; seed++) {
                    Riddle riddle = Riddle.of(level, seed);
                    if (riddle.answer().id().equals(id)) {
                        return riddle;
                    }
                }
            }
        }
        throw new IllegalArgumentException(id);
    }
}
