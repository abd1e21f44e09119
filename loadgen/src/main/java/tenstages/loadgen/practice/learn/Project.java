package tenstages.loadgen.practice.learn;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tenstages.loadgen.process.ServerCommand;

/**
 * A server that somebody is writing.
 *
 * @param folder where its commands are run, absolute
 * @param build the line for the shell that builds it; empty if nothing has to be built
 * @param command what starts it
 * @param watched the folders and files whose changes count
 * @param patience how long it has for whatever must happen
 * @param buildLimit how long a build may take
 */
public record Project(
        Path folder,
        Optional<String> build,
        ServerCommand command,
        List<Path> watched,
        Duration patience,
        Duration buildLimit) {

    /** What tells it from any other project of the learner. */
    String key() {
        return folder + " $ " + command.text();
    }
}
