package tenstages.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Servers for tests that are about something else. */
final class AnyServer {
    private AnyServer() {}

    /** It listens, with these options beside a free port, and does not accept yet. */
    static Server with(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--port", "0"));
        all.addAll(List.of(options));
        Handler handler = new Handler(new Balances(SimulatedWork.ofMillis(0)));
        return new Server(Config.of(all.toArray(String[]::new)), handler);
    }
}
