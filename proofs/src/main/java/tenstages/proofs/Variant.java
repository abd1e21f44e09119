package tenstages.proofs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * A program with some of its classes replaced, copied into packages of its own. Lincheck tells classes apart by their
 * names, and so the variants of one program could not be tried in one process otherwise. It takes two seconds to start,
 * and most searches take less.
 */
final class Variant {
    private static final String OURS = "tenstages/";

    private final String prefix;
    private final Path replacements;
    private final JarFile program;
    private final Path into;

    /** The names of what was looked for: the copy's, or its own where it is not copied. */
    private final Map<String, String> names = new HashMap<>();

    /** What is in the folder of replacements comes before what is in the program; copies are written into a folder. */
    Variant(int number, Path replacements, JarFile program, Path into) {
        prefix = "variant" + number + "/";
        this.replacements = replacements;
        this.program = program;
        this.into = into;
    }

    /** The name of the copy of a class; what the class refers to is copied as well. */
    String copy(String className) {
        return nameOf(className.replace('.', '/')).replace('/', '.');
    }

    private String nameOf(String name) {
        if (!names.containsKey(name)) {
            Optional<byte[]> bytes = name.startsWith(OURS) ? bytes(name + ".class") : Optional.empty();
            names.put(name, bytes.isPresent() ? prefix + name : name);
            bytes.ifPresent(original -> write(prefix + name, original));
        }
        return names.get(name);
    }

    private Optional<byte[]> bytes(String file) {
        Path replacement = replacements.resolve(file);
        JarEntry entry = program.getJarEntry(file);
        boolean isReplaced = Files.exists(replacement);
        if (!isReplaced && entry == null) {
            return Optional.empty();
        }
        try (InputStream in = isReplaced ? Files.newInputStream(replacement) : program.getInputStream(entry)) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, byte[] original) {
        ClassWriter copy = new ClassWriter(0);
        new ClassReader(original).accept(new ClassRemapper(copy, new Renaming()), 0);
        Path file = into.resolve(name + ".class");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, copy.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what it renames. */
    private final class Renaming extends Remapper {
        @Override
        public String map(String name) {
            return nameOf(name);
        }
    }
}
