package tenstages.loadgen.exam;

import java.util.Optional;

/** A promise not kept: what was seen, the bytes that show it, and what the cause may be. */
public final class ExamFailure extends AssertionError {
    private static final long serialVersionUID = 1L;
    private static final int WIDTH = 100;

    private final String what;
    private final transient Evidence evidence;
    private final String cause;

    /** One sentence on what was seen, and one on the likely cause; null if that of the item will do. */
    public ExamFailure(String what, String cause) {
        this(what, null, cause);
    }

    /** The same with bytes. */
    public ExamFailure(String what, Evidence evidence, String cause) {
        super(evidence == null ? what : what + "\n  " + String.join("\n  ", evidence.lines(WIDTH)));
        this.what = what;
        this.evidence = evidence;
        this.cause = cause;
    }

    /** The same, where this number of further lines of the item has got a wrong reply too. */
    ExamFailure andMore(int lines) {
        return lines == 0
                ? this
                : new ExamFailure(
                        what + "; " + lines + (lines == 1 ? " more line" : " more lines") + " of this item "
                                + (lines == 1 ? "fails" : "fail"),
                        evidence,
                        cause);
    }

    /** The same, where the cause is known better. */
    ExamFailure by(String better) {
        return new ExamFailure(what, evidence, better);
    }

    /** What was seen, in a sentence. */
    public String what() {
        return what;
    }

    /** The bytes, where the failure is one of bytes. */
    public Optional<Evidence> evidence() {
        return Optional.ofNullable(evidence);
    }

    /** What probably causes it, in plain words; empty if all that is known is what the item's advice says. */
    public Optional<String> likelyCause() {
        return Optional.ofNullable(cause);
    }
}
