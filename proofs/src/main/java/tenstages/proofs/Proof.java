package tenstages.proofs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a few threads do at the same time, and what must hold afterwards. A subject is a public class with public
 * methods, a fresh object for each schedule, and a static method {@code proof()} that returns one of these.
 */
public final class Proof {
    /** A call of a public method of the subject. */
    public record Call(String method, List<Object> arguments) {}

    final Class<?> subject;
    final List<List<Call>> threads = new ArrayList<>();
    final List<Call> afterwards = new ArrayList<>();
    final List<String> atomic = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();
    Function<Results, String> words = Results::toString;
    Predicate<Results> right = results -> true;

    private Proof(Class<?> subject) {
        this.subject = subject;
    }

    /** Of a subject. */
    public static Proof of(Class<?> subject) {
        return new Proof(subject);
    }

    /** A call of a method of the subject. */
    public static Call call(String method, Object... arguments) {
        return new Call(method, List.of(arguments));
    }

    /** A thread that makes these calls, one after the other, beside the other threads. */
    public Proof thread(Call... calls) {
        threads.add(List.of(calls));
        return this;
    }

    /** A call that is made when all threads have ended. */
    public Proof afterwards(String method, Object... arguments) {
        afterwards.add(call(method, arguments));
        return this;
    }

    /** Classes whose methods are taken as one step each: no thread comes in between. */
    public Proof atomic(String... classes) {
        atomic.addAll(named(classes));
        return this;
    }

    /** Classes whose methods are no step at all; not every program has each of them. */
    public Proof ignored(String... classes) {
        ignored.addAll(named(classes));
        return this;
    }

    /** A name without a package is one of the subject's own. */
    private List<String> named(String... classes) {
        return Stream.of(classes)
                .map(name -> name.contains(".") ? name : subject.getPackageName() + "." + name)
                .toList();
    }

    /** How an outcome is told in words, and which outcomes are right. */
    public Proof outcome(Function<Results, String> inWords, Predicate<Results> isRight) {
        words = inWords;
        right = isRight;
        return this;
    }
}
