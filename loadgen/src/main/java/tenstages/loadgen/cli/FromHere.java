package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import tenstages.loadgen.process.Programs;

/** Paths of the project that work from where the user is. */
final class FromHere {
    private FromHere() {}

    /** A file by its path below the project's folder. */
    static String to(String file) throws IOException {
        Path target = Programs.root().resolve(file).toAbsolutePath().normalize();
        Path here = Path.of("").toAbsolutePath();
        return String.valueOf(target.getRoot().equals(here.getRoot()) ? here.relativize(target) : target);
    }
}
