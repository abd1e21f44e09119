package tenstages.loadgen.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A file to be written at the end of something that takes long. */
final class OutputFile {
    private OutputFile() {}

    /** Throws ParameterException, with the reason, unless the file can be written; null is no file. */
    static void check(CommandLine command, String option, Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        String wrong = null;
        if (Files.isDirectory(file)) {
            wrong = file + " is a folder";
        } else if (folder == null || !Files.isDirectory(folder)) {
            wrong = "there is no folder " + folder;
        } else if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            wrong = "no permission to write " + file;
        }
        if (wrong != null) {
            throw new ParameterException(command, option + ": " + wrong);
        }
    }
}
