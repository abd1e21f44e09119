package tenstages.loadgen.process;

import java.io.IOException;
import java.util.List;

/** A server that does not listen: its message says why in a line, and then what the server itself has printed last. */
public final class StartFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final List<String> lines;

    /** Why, in a line, and the last lines that the server printed. */
    public StartFailure(String what, List<String> lines) {
        super(what
                + (lines.isEmpty()
                        ? "\nit printed nothing"
                        : "\nits last lines were:\n  " + String.join("\n  ", lines)));
        this.what = what;
        this.lines = List.copyOf(lines);
    }

    /** Why, in a line. */
    public String what() {
        return what;
    }

    /** The last lines it printed. */
    public List<String> lines() {
        return lines;
    }
}
