package tenstages.loadgen.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void eachStageHasATaskAndThreeHints(int stage) throws IOException {
        Guide guide = Guide.of(stage);

        assertThat(guide.title()).isNotBlank();
        assertThat(guide.build()).isNotBlank().doesNotContain("**Green", "<details>");
        assertThat(guide.nonSolution()).isNotBlank().doesNotContain("<summary>", "</details>");
        assertThat(guide.hints()).hasSize(3).doesNotHaveDuplicates();
        for (String hint : guide.hints()) {
            assertThat(Guide.plain(hint, 60))
                    .isNotBlank()
                    .doesNotContain("<summary>", "](", "```", "**", "Hint ", "non-solution");
        }
    }

    @Test
    void proseIsWrappedAndCodeIsNot() {
        String markdown = "Read [the page](x.md#y) of **2<sup>53</sup>** words.\n\n```\na    b  # as it is\n```";

        assertThat(Guide.plain(markdown, 24)).isEqualTo("    Read the page of 253\n    words.\n    a    b  # as it is");
    }

    @Test
    void aPageThatSaysNothingOfAStageIsNamed() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "## Stage 1: echo\r\n**Build.** Say it again.\r\n\r\nMore.\r\n");

        assertThat(Guide.of(1, page)).isEqualTo(new Guide("echo", "Say it again.", List.of(), ""));
        assertThatThrownBy(() -> Guide.of(2, page)).hasMessageContaining(page + " says nothing of stage 2");
    }
}
