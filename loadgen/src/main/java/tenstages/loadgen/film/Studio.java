package tenstages.loadgen.film;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.process.Programs;

/** Films a scenario, one side after the other, and makes one film of both. */
public final class Studio implements AutoCloseable {
    /** What holds a lock for 5 or 10 ms is seen once at least. */
    private static final Set<Integer> QUICK = Set.of(6, 7, 8);

    /** Here the attack ends a server; elsewhere its end is the end of the attack. */
    private static final Set<Integer> ENDED = Set.of(2, 9, 10, 11);

    private final Scenario scenario;
    private final Path camera;
    private final Audience audience;
    private final List<FilmedSide> sides = new ArrayList<>();

    /** Throws IOException, with what to do, if the camera has not been built. */
    public Studio(Scenario scenario) throws IOException {
        this(scenario, Audience.NOBODY);
    }

    /** The same while somebody looks on. */
    public Studio(Scenario scenario, Audience audience) throws IOException {
        this.scenario = scenario;
        this.audience = audience;
        camera = camera();
    }

    static Path camera() throws IOException {
        return camera(Programs.root());
    }

    /** The camera's jar in the project's folder. Throws IOException, with what to do, if it has not been built. */
    public static Path camera(Path root) throws IOException {
        Path jar = root.resolve("loadgen/camera/target/loadgen-camera.jar");
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not there: build it with mvn -q package -DskipTests, or use ./ten");
        }
        return jar;
    }

    /** The side with a camera in its servers: to be attacked once. */
    public FilmedSide subject(Side side) {
        return subject(side, Subject.of(side));
    }

    /** The same for whatever stands for the side. */
    public FilmedSide subject(Side side, Subject subject) {
        try {
            return add(FilmedSide.Title.of(side), subject, camera);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server of one's own, which is looked at from outside. */
    public FilmedSide own(String called, String command, Subject subject) throws IOException {
        return add(new FilmedSide.Title(called, command, 0), subject, null);
    }

    private FilmedSide add(FilmedSide.Title title, Subject subject, Path eye) throws IOException {
        sides.add(new FilmedSide(title, subject, eye, periodMillis(), audience));
        return sides.get(sides.size() - 1);
    }

    /** Whether any server was filmed so far. */
    public boolean hasSeen() {
        return sides.stream().anyMatch(side -> !side.footage().lanes().isEmpty());
    }

    /** The film of all sides so far; their servers must have ended. */
    public Film film() throws IOException {
        close();
        List<Cut> cuts = new ArrayList<>();
        for (FilmedSide side : sides) {
            cuts.add(new Cut(side, periodMillis()));
        }
        int samples = cuts.stream().mapToInt(Cut::length).max().orElse(0);
        List<Film.Side> films = new ArrayList<>();
        for (Cut cut : cuts) {
            films.add(cut.side(samples));
        }
        String title = "break " + scenario.number() + ": " + scenario.title();
        boolean ends = ENDED.contains(scenario.number());
        Telling telling = new Telling(films, samples, periodMillis() / 1e3, ends);
        return new Film(
                1,
                title,
                scenario.why(),
                periodMillis() * 1000,
                samples,
                ends,
                telling.poster(),
                telling.moments(),
                films);
    }

    private int periodMillis() {
        return QUICK.contains(scenario.number()) ? 5 : 10;
    }

    @Override
    public void close() throws IOException {
        for (FilmedSide side : sides) {
            side.close();
        }
    }
}
