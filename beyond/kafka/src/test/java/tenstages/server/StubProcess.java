package tenstages.server;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;

/** A process that is none, and has ended; tests make of it what they need. */
class StubProcess extends Process {
    /** The broker of this process, in the folder. */
    OwnBroker broker(Path folder, int pauseMs) throws ReflectiveOperationException {
        Node node = new Node(1, 1, 2);
        OwnBroker broker = new OwnBroker(node, List.of(node), folder, pauseMs);
        Field process = OwnBroker.class.getDeclaredField("process");
        process.setAccessible(true);
        process.set(broker, this);
        return broker;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        return exitValue();
    }

    @Override
    public int exitValue() {
        return 137;
    }

    @Override
    public void destroy() {}
}
