package tenstages.loadgen.practice.quiz;

import java.util.Locale;

/**
 * A question of the page, with its answer. The texts are Markdown, a paragraph each, as they stand there.
 *
 * @param number from 1, in the order of the page
 * @param theme the heading that it stands under
 * @param asked the question
 * @param answer three sentences
 * @param isMeasured whether this project has a number for it
 * @param measured that number in a sentence, or what to do where there is none
 * @param where where one can do it
 * @param stage 1 to 10, or {@code beyond}
 * @param page the chapter of that stage, as a path from the project's folder
 */
public record Question(
        int number,
        String theme,
        String asked,
        String answer,
        boolean isMeasured,
        String measured,
        String where,
        String stage,
        String page) {
    /** What it is remembered by: its words, so a question that is moved is known, and one that is changed is new. */
    public String key() {
        return PlainText.of(asked)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
