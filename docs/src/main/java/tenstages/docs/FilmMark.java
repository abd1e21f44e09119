package tenstages.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tenstages.loadgen.film.Film;

/**
 * Where a page shows a recorded film as a picture that moves.
 *
 * @param text the mark itself
 * @param folder how one gets from the page to the folder {@code films}
 * @param name of the film's file, such as {@code 07}
 * @param times of the stops
 */
record FilmMark(String text, String folder, String name, String times) {
    static final Pattern PATTERN =
            Pattern.compile("(<!-- film (\\S*/)(\\d+) ([^\n]*) -->\n)(.*?)(<!-- end -->\n)", Pattern.DOTALL);

    /** All of a page. */
    static Stream<FilmMark> in(String page) {
        return PATTERN.matcher(page).results().map(FilmMark::of);
    }

    private static FilmMark of(MatchResult mark) {
        return new FilmMark(mark.group(1), mark.group(2), mark.group(3), mark.group(4));
    }

    /** The page with each film as it must be shown now. */
    static String rendered(String page, Path docs) throws IOException {
        StringBuilder text = new StringBuilder();
        Matcher marks = PATTERN.matcher(page);
        int end = 0;
        for (; marks.find(); end = marks.end()) {
            text.append(page, end, marks.start()).append(marks.group(1));
            text.append(of(marks.toMatchResult()).shown(docs)).append(marks.group(6));
        }
        return text.append(page, end, page.length()).toString();
    }

    private String shown(Path docs) throws IOException {
        String help = folder.replace("films/", "film.md");
        int number = Integer.parseInt(name);
        return """
                [![%s](%s%s.svg)](%s)

                *Filmed inside the servers. `./ten film %d` makes such a film on your machine, which can be stopped at \
                any moment: [how to read a film](%s).*
                """
                .formatted(words(docs), folder, name, help, number, help);
    }

    private String words(Path docs) throws IOException {
        Film film = film(docs);
        return MovingPicture.words(film, stops(film));
    }

    Path recorded(Path docs) {
        return docs.resolve("films").resolve(name + ".json");
    }

    Path svg(Path docs) {
        return docs.resolve("films").resolve(name + ".svg");
    }

    /** The picture. Throws IOException, with the mark, if that cannot be drawn. */
    String picture(Path docs) throws IOException {
        Film film = film(docs);
        return MovingPicture.of(film, stops(film));
    }

    private Film film(Path docs) throws IOException {
        return Film.read(recorded(docs));
    }

    private Stops stops(Film film) throws IOException {
        try {
            return Stops.of(film, times);
        } catch (IOException e) {
            throw new IOException(text.strip() + ": " + e.getMessage(), e);
        }
    }
}
