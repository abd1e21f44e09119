package tenstages.loadgen.process;

import java.io.IOException;

/** Three brokers of a log that several servers share. */
public interface Cluster extends AutoCloseable {
    /** Where a server finds them. */
    String bootstrap();

    /** Ends one of them with SIGKILL. Throws IOException if that fails. */
    void killBroker() throws IOException;

    /** Ends all of them, with SIGKILL. */
    @Override
    void close();
}
