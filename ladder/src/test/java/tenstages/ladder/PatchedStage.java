package tenstages.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerProcess;

/** A stage with a few lines of one source file changed, compiled on the spot. */
public final class PatchedStage {
    private final int stage;
    private final String fileName;
    private final List<String[]> changes = new ArrayList<>();

    public PatchedStage(int stage, String fileName) {
        this.stage = stage;
        this.fileName = fileName;
    }

    int stage() {
        return stage;
    }

    /** What stands in the file is replaced everywhere; it must stand there. */
    public PatchedStage with(String before, String after) {
        changes.add(new String[] {before, after});
        return this;
    }

    /** Compiles into the folder, and starts the stage with the changed class in place of its own. */
    public Server start(Path folder, List<String> jvmOptions, List<String> options) throws IOException {
        Path source = Files.writeString(folder.resolve(fileName), patched());
        String jar = Programs.stage(stage).jar().toString();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-XDignore.symbol.file",
                        "-cp",
                        jar,
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(result).as("compiling " + fileName).isZero();
        List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", folder + File.pathSeparator + jar, "tenstages.server.Main"));
        command.addAll(options);
        return ServerProcess.start(command);
    }

    private String patched() throws IOException {
        try (Stream<Path> files = Files.walk(Programs.stage(stage).folder().resolve("src/main"))) {
            Path file =
                    files.filter(path -> path.endsWith(fileName)).findFirst().orElseThrow();
            String text = Files.readString(file);
            for (String[] change : changes) {
                assertThat(text).as(fileName).contains(change[0]);
                text = text.replace(change[0], change[1]);
            }
            return text;
        }
    }
}
