package tenstages.loadgen.cli;

import java.io.IOException;
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
        if (file.toString().isEmpty()) {
            wrong = "is empty";
        } else if (Files.isDirectory(file)) {
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

    /** Throws ParameterException if both are one file, of which one result would be lost. Null is no file. */
    static void checkOther(CommandLine command, String option, Path file, Path other) {
        if (file != null && other != null && real(file).equals(real(other))) {
            throw new ParameterException(command, option + ": " + file + " is written already: give another file");
        }
    }

    /** The file to which links lead, also if it is not there yet. */
    private static Path real(Path file) {
        try {
            if (Files.exists(file)) {
                return file.toRealPath();
            }
            return Files.isSymbolicLink(file)
                    ? real(file.resolveSibling(Files.readSymbolicLink(file)))
                    : file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
