package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;

/** What a mistake in the code looks like from outside: stderr says what and where, and the server ends. */
@Timeout(60)
class BugTest {
    /** Its Main has seen to it what becomes of a failure that nobody catches. */
    static final class Broken {
        private Broken() {}

        public static void main(String[] args) {
            Main.main(new String[] {"--help"});
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void aFailureThatNobodyCatchesIsToldAndEndsTheServer() throws Exception {
        Process process = new ProcessBuilder(
                        JavaCommand.java(), "-cp", System.getProperty("java.class.path"), Broken.class.getName())
                .start();
        try {
            List<String> told = process.errorReader().lines().toList();
            assertThat(told)
                    .startsWith("this is a bug:", "java.lang.IllegalStateException: broken")
                    .endsWith("main failed, and the server ends: java.lang.IllegalStateException: broken")
                    .anyMatch(line -> line.contains("at tenstages.server.BugTest$Broken.main(BugTest.java:"));
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }
}
