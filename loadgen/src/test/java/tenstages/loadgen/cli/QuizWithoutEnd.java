package tenstages.loadgen.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.practice.Dialog;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.practice.quiz.QuestionPage;
import tenstages.loadgen.practice.quiz.Quiz;
import tenstages.loadgen.process.Programs;

/** A program for {@link InterruptTest}: a quiz in which one question is known, and nobody answers the second one. */
final class QuizWithoutEnd {
    static final String IN_THE_SECOND = "in the second question";

    private QuizWithoutEnd() {}

    /** The argument is the notebook's file. */
    public static void main(String[] args) throws IOException {
        Notebook notebook = new Notebook(Path.of(args[0]));
        Quiz quiz = new Quiz(QuestionPage.read(Programs.root()), notebook, Clock.systemUTC(), 80);
        QuizCommand.ask(quiz, new Dialog(new Somebody(), System.out), 50);
    }

    private static final class Somebody extends BufferedReader {
        Somebody() {
            super(new StringReader("\ny\n"));
        }

        @Override
        public String readLine() throws IOException {
            String line = super.readLine();
            if (line == null) {
                System.out.println(IN_THE_SECOND);
                while (true) {
                    LockSupport.park();
                }
            }
            return line;
        }
    }
}
