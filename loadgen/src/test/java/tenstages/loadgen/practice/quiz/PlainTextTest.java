package tenstages.loadgen.practice.quiz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
            `a` and *b* and **c**             | a and b and c
            `a * b * c`                       | a * b * c
            [here](stage01.md#try-it), it is  | here (docs/stage01.md#try-it), it is
            [what *it* is](a.md) and `x`      | what it is (docs/a.md) and x
            [code](../beyond/http/README.md)  | code (beyond/http/README.md)
            [paper](https://example.org/x)    | paper (https://example.org/x)
            it is <!--=run "p 50" 1-->3 ms<!--/-->. | it is 3 ms.
            costs $1 \\ and `$2`              | costs $1 \\ and $2
            """)
    void marksGoAndLinksArePaths(String markdown, String text) {
        assertThat(PlainText.of(markdown)).isEqualTo(text);
    }
}
