package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command line as it was typed. A JVM reads it in the encoding of the locale; without a locale (cron, containers)
 * all that is not ASCII is lost to it. Linux has kept the bytes.
 */
final class Arguments {
    /** These send what was typed themselves; other verbs give it to other programs. */
    private static final List<String> SENDERS = List.of("run", "send");

    private Arguments() {}

    /** Throws IllegalArgumentException, with a message for the user, if they cannot be known, or not be used here. */
    static String[] asTyped(String[] arguments) {
        if (Arrays.stream(arguments).allMatch(Arguments::isAscii)) {
            return arguments;
        }
        String[] typed = asTyped(arguments, kept());
        if (typed.length > 0 && !SENDERS.contains(typed[0])) {
            for (String argument : typed) {
                requireHandedOn(argument, charset("sun.jnu.encoding"));
                requireHandedOn(argument, Charset.defaultCharset());
            }
        }
        return typed;
    }

    /** The last words of the command line of the JVM are its program's. */
    static String[] asTyped(String[] arguments, byte[] commandLine) {
        List<ByteBuffer> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                words.add(ByteBuffer.wrap(commandLine, from, i - from));
                from = i + 1;
            }
        }
        String[] typed = arguments.clone();
        for (int i = 0; i < typed.length; i++) {
            int word = words.size() - typed.length + i;
            if (!isAscii(typed[i]) && word >= 0) {
                typed[i] = decoded(words.get(word), typed[i]);
            } else if (typed[i].indexOf('\ufffd') >= 0) {
                throw notUtf8(typed[i]);
            }
        }
        return typed;
    }

    private static String decoded(ByteBuffer word, String asRead) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(word).toString();
        } catch (CharacterCodingException e) {
            throw notUtf8(asRead);
        }
    }

    private static IllegalArgumentException notUtf8(String word) {
        return new IllegalArgumentException("'" + word + "' is not UTF-8, and ten knows no other encoding");
    }

    private static void requireHandedOn(String word, Charset charset) {
        if (!Arrays.equals(word.getBytes(charset), word.getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("'" + word + "' has characters that no program can be given in "
                    + charset + ": set LC_ALL=C.UTF-8, or another locale with UTF-8");
        }
    }

    private static Charset charset(String property) {
        String name = System.getProperty(property, "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    private static byte[] kept() {
        try {
            return Files.readAllBytes(Path.of("/proc/self/cmdline"));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static boolean isAscii(String word) {
        return word.chars().allMatch(c -> c < 128);
    }
}
