package tenstages.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** A program that uses a folder as a server does, and nothing else. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        FileChannel.open(folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .lock();
        Files.createFile(folder.resolve("held"));
        while (true) {
            LockSupport.park();
        }
    }
}
