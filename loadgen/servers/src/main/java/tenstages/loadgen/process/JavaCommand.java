package tenstages.loadgen.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for the Java that runs this process. */
public final class JavaCommand {
    private JavaCommand() {}

    /** The program {@code java} itself. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The command that runs a jar. */
    public static List<String> of(List<String> jvmOptions, Path jar, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(options);
        return command;
    }
}
