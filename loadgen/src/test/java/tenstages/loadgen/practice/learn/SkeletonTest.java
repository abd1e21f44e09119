package tenstages.loadgen.practice.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tenstages.loadgen.report.WholeFile;

class SkeletonTest {
    @TempDir
    private Path folder;

    static List<String> languages() {
        return Skeleton.languages();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aSkeletonSaysWhereToBegin(String language) throws IOException {
        Skeleton skeleton = Skeleton.of(language).orElseThrow();
        skeleton.write(folder.resolve("new/one"));

        Path begin = folder.resolve("new/one").resolve(skeleton.begin());
        assertThat(Files.readString(begin)).contains("Begin here: ", "answers nothing yet", "--port");
        assertThat(skeleton.words()).contains("learn ", "{port}");
        assertThat(folder.resolve("new/one/gitignore")).doesNotExist();
    }

    @Test
    void onlyAnEmptyFolderOrNoneIsWrittenInto() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(Skeleton.mayBeWritten(folder)).isFalse();
        assertThat(Skeleton.mayBeWritten(file)).isFalse();
        assertThat(Skeleton.mayBeWritten(folder.resolve("none"))).isTrue();
        assertThat(Skeleton.mayBeWritten(Files.createDirectory(folder.resolve("empty"))))
                .isTrue();
    }

    @Test
    void whyItCannotBeWrittenIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Skeleton.of("go").orElseThrow().write(file.resolve("below")))
                .isInstanceOf(WholeFile.NotWritten.class)
                .hasMessageStartingWith("cannot write " + file.resolve("below"));
    }

    @Test
    void aWordOfTheShellIsQuotedIfItMustBe() {
        assertThat(Skeleton.quoted("../x/ten")).isEqualTo("../x/ten");
        assertThat(Skeleton.quoted("it's {port}")).isEqualTo("'it'\\''s {port}'");
    }
}
