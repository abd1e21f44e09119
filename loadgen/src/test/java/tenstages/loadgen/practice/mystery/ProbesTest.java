package tenstages.loadgen.practice.mystery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsCountedIsKnownAtOnceToWhoeverHasTheFolder() throws IOException {
        assertThat(Probes.read(folder)).isEqualTo(Probes.Count.NONE);
        Probes probes = Probes.in(folder.toString());
        probes.connected();
        probes.asked(3);
        probes.asked(2);
        assertThat(Probes.read(folder)).isEqualTo(new Probes.Count(1, 5));
        assertThat(Probes.read(folder).plus(new Probes.Count(1, 0)).words()).isEqualTo("2 connections and 5 lines");
        assertThat(new Probes.Count(1, 1).words()).isEqualTo("1 connection and 1 line");
    }

    @Test
    void halfAFileIsNoCount() throws IOException {
        Files.writeString(folder.resolve("probes"), "1234");
        assertThat(Probes.read(folder)).isEqualTo(Probes.Count.NONE);
    }

    @Test
    void withoutAFolderTheyAreCountedForNobody() throws IOException {
        Probes.in(null).connected();
    }
}
