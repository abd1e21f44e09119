package tenstages.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tenstages.docs.Reel.Lane;

/** What one side does in a sample, in the words of the film's page, and shorter: for a small picture. */
final class Sentence {
    /**
     * A word, with what belongs to it.
     *
     * @param style the state that the word is about, as in the lanes; empty if it is about none
     */
    record Word(String style, String text) {}

    private final Reel reel;
    private final int sample;
    private final List<Word> words = new ArrayList<>();

    private Sentence(Reel reel, int sample) {
        this.reel = reel;
        this.sample = sample;
    }

    /** Whether the length of the queue is worth a word. */
    static List<Word> of(Reel reel, int sample, boolean withQueue) {
        Sentence sentence = new Sentence(reel, sample);
        if (reel.all('-', sample)) {
            sentence.say("", "the camera missed this moment");
        } else if (reel.all('X', sample)) {
            sentence.ended();
        } else {
            sentence.begun();
            sentence.locks();
            sentence.workers();
            sentence.loops();
        }
        sentence.stop();
        sentence.clients();
        sentence.stop();
        sentence.counts(withQueue && !reel.all('X', sample));
        sentence.stop();
        return sentence.words;
    }

    static String text(List<Word> words) {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }

    private void ended() {
        int left = reel.left(sample);
        if (!reel.ends) {
            say("", "the attack is over here");
        } else if (left > 0) {
            say("", "the server has ended with " + number(left) + " in its queue:");
            add("x", "all lost");
        } else {
            say("", "the server has ended");
        }
    }

    private void begun() {
        if (reel.isOfAnother(sample)) {
            say("", "a new server runs");
        }
    }

    private void locks() {
        List<Lane> threads = reel.threads();
        long holds = Reel.count(threads, 'H', sample);
        long waits = Reel.count(reel.of("worker"), 'W', sample);
        if (reel.side.locks() == 0) {
            return;
        }
        if (reel.side.locks() > 1 && holds > 0) {
            say("H", count(holds, "holds a lock", "hold a lock each"));
        } else if (holds == 1) {
            say("H", "1 holds");
            add("", "the lock");
        } else if (holds > 1 || Reel.count(threads, 'W', sample) > 0) {
            // A thread and the owner of a lock are not looked at in one instant.
            say("", "the lock is being handed over");
        }
        if (waits > 0) {
            say("W", count(waits, "waits", "wait"));
            add("", reel.side.locks() == 1 ? "for it" : "for a lock");
        } else if (holds + Reel.count(threads, 'S', sample) > 0) {
            String lock = reel.side.locks() == 1 ? " for the lock" : " for a lock";
            say("", "nobody waits" + (holds > 0 ? "" : lock));
        }
    }

    private void workers() {
        List<Lane> workers = reel.of("worker");
        long works = Reel.count(workers, 'S', sample);
        long idle = Reel.count(workers, 'Q', sample);
        if (workers.size() == 1 && works + idle == 1) {
            say("", "the worker");
            add(works == 1 ? "S" : "", works == 1 ? "works" : "is idle");
            return;
        }
        if (works > 0) {
            say("S", count(works, "works", "work"));
            add("", reel.side.locks() == 1 ? "before it" : reel.side.locks() == 0 ? "at once" : "");
        }
        if (idle > 0) {
            say("", count(idle, "is idle", "are idle"));
        }
        long ended = Reel.count(workers, 'X', sample);
        if (ended > 0) {
            say("", count(ended, "has ended", "have ended"));
        }
    }

    private void loops() {
        for (Lane loop : reel.of("loop")) {
            String name = loop.name().equals("main") ? "the main thread" : "the event loop";
            if (words.isEmpty()) {
                say("", name);
            } else {
                end(";");
                add("", name);
            }
            loop(loop.letter(sample));
        }
    }

    private void loop(char letter) {
        String lock = reel.side.locks() == 1 ? "the lock" : "a lock";
        switch (letter) {
            case 'S' -> add("S", "works");
            case 'W' -> add("W", "waits for " + lock);
            case 'L' -> add("W", "waits for one client’s line");
            case 'H' -> add("H", "holds " + lock);
            case 'R' -> add("R", "serves");
            case 'A' -> add("", "waits for a connection");
            case '-' -> add("", "was not sampled");
            default -> add("", "is free to serve");
        }
        if ("SWL".indexOf(letter) >= 0) {
            end(",");
            add("", "and serves nobody" + (letter == 'L' ? " else" : ""));
        }
    }

    private void clients() {
        List<Lane> clients = reel.of("client");
        long waiting = Reel.count(clients, 'C', sample);
        if (clients.size() > 1 && waiting * 2 >= clients.size()) {
            say("", waiting + " of " + clients.size() + " clients wait for a reply");
        }
    }

    private void counts(boolean withQueue) {
        int queued = reel.queue[sample];
        if (withQueue && queued >= reel.side.capacity()) {
            say("", "the queue is");
            add("x", "full");
        } else if (withQueue && queued == 0) {
            say("", "the queue is empty");
        } else if (withQueue) {
            say("", number(queued) + " in the queue");
        }
        Map<String, String> counts = new LinkedHashMap<>();
        counts.put("accepted", reel.side.accepted());
        counts.put("refused", reel.side.refused());
        if (reel.side.capacity() == null) {
            counts.put("answered", reel.side.answered());
        }
        if (!reel.isOfAnother(sample)) {
            counts.put("applied", reel.side.applied());
        }
        boolean any = false;
        for (Map.Entry<String, String> each : counts.entrySet()) {
            int so = reel.numbers(each.getValue())[sample];
            if (so > 0) {
                say(each.getKey().equals("refused") ? "x" : "", number(so) + " " + each.getKey());
                any = true;
            }
        }
        if (any) {
            add("", "so far");
        }
    }

    /** The next phrase, after a comma unless a sentence begins. */
    private void say(String style, String text) {
        if (begins()) {
            add(style, text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
        } else {
            end(",");
            add(style, text);
        }
    }

    private void add(String style, String text) {
        for (String word : text.split(" ")) {
            if (!word.isEmpty()) {
                words.add(new Word(style, word));
            }
        }
    }

    /** Once only. */
    private void stop() {
        if (!begins()) {
            end(".");
        }
    }

    private boolean begins() {
        return words.isEmpty() || words.get(words.size() - 1).text.endsWith(".");
    }

    private void end(String mark) {
        Word last = words.remove(words.size() - 1);
        words.add(new Word(last.style, last.text + mark));
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
