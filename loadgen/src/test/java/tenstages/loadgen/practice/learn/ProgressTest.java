package tenstages.loadgen.practice.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.practice.Notebook;

class ProgressTest {
    @TempDir
    private Path folder;

    private Notebook notebook;

    @BeforeEach
    void begin() {
        notebook = new Notebook(folder.resolve("learn.json"));
    }

    @Test
    void aNewProjectIsAtStageOne() {
        Progress progress = progress("a");

        assertThat(progress.stage()).isEqualTo(1);
        assertThat(progress.red()).isEmpty();
        assertThat(progress.fast()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'projects':null}",
                "{'projects':{'a':null}}",
                "{'projects':{'a':{'red':null,'passed':null,'skipped':null,'begun':null,'done':null}}}",
                "{'projects':{'a':{'passed':{'s01.echo':null},'skipped':[null],'begun':{'1':null},'done':{'1':null}}}}"
            })
    void aProjectOfWhichNullsAreKnownIsANewOne(String json) throws IOException {
        Files.writeString(folder.resolve("learn.json"), json.replace('\'', '"'));

        Progress progress = progress("a");
        progress.begin(0);
        progress.fail("s01.echo");

        assertThat(progress.skipped()).isEmpty();
        assertThat(progress.pass("s01.echo", 1, 2)).isTrue();
        assertThat(progress("a").duration(1)).isEmpty();
    }

    @Test
    void eachChangeIsKeptAtOnce() {
        Progress progress = progress("a");
        progress.go(3, 1000);
        progress.fail("s03.most");
        progress.skip();
        progress.pass("s03.type", 0.25, 2000);
        progress.fail("s03.utf-8");
        progress.hint();
        progress.fast(true);

        Progress again = progress("a");
        assertThat(again.stage()).isEqualTo(3);
        assertThat(again.red()).isEqualTo("s03.utf-8");
        assertThat(again.skipped()).containsExactly("s03.most");
        assertThat(again.passed("s03.type")).contains(new Progress.Passed(2000, 0.25));
        assertThat(again.hints()).isEqualTo(1);
        assertThat(again.fast()).isTrue();
    }

    @Test
    void twoProjectsDoNotMix() {
        Progress one = progress("a");
        Progress other = progress("b");
        one.go(2, 0);
        other.go(7, 0);
        one.fail("s02.resets");

        assertThat(progress("a").stage()).isEqualTo(2);
        assertThat(progress("b").stage()).isEqualTo(7);
        assertThat(progress("b").red()).isEmpty();
    }

    @Test
    void aGreenItemIsNeitherRedNorSkipped() {
        Progress progress = progress("a");
        progress.fail("x");
        progress.skip();
        progress.fail("y");

        assertThat(progress.pass("x", 1, 10)).isTrue();
        assertThat(progress.pass("y", 1, 20)).isTrue();
        assertThat(progress.pass("y", 2, 30)).isFalse();

        assertThat(progress.skipped()).isEmpty();
        assertThat(progress.red()).isEmpty();
        assertThat(progress.passed("y")).contains(new Progress.Passed(20, 2));
    }

    @Test
    void anItemThatIsRedAgainIsNotGreen() {
        Progress progress = progress("a");
        progress.pass("x", 1, 10);
        progress.pass("y", 1, 10);
        progress.fail("x");
        progress.failToo("y");

        assertThat(progress.red()).isEqualTo("x");
        assertThat(progress.passed("x")).isEmpty();
        assertThat(progress.passed("y")).isEmpty();
        assertThat(List.of(progress.isRed("x"), progress.isRed("y"), progress.isRed("z")))
                .containsExactly(true, true, false);

        progress.pass("y", 1, 20);
        assertThat(progress.isRed("y")).isFalse();
    }

    @Test
    void anotherStageHasItsOwnHintsAndItsOwnTime() {
        Progress progress = progress("a");
        progress.go(1, 1000);
        progress.hint();
        progress.done(1, 61_000);
        progress.go(2, 61_000);
        progress.done(1, 99_000);

        assertThat(progress.hints()).isZero();
        assertThat(progress.duration(1)).contains(60_000L);
        assertThat(progress.duration(2)).isEmpty();
    }

    @Test
    void aStageThatThereIsNotIsTheNextOneThatThereIs() throws IOException {
        Files.writeString(folder.resolve("learn.json"), "{\"projects\":{\"a\":{\"stage\":99},\"b\":{\"stage\":-1}}}");

        assertThat(progress("a").stage()).isEqualTo(10);
        assertThat(progress("b").stage()).isEqualTo(1);
    }

    private Progress progress(String key) {
        return new Progress(notebook, key);
    }
}
