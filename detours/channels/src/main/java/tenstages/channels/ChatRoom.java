package tenstages.channels;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Who is in the room, and what is said there. One thread owns the set of members; others send it messages, so there is
 * no lock, and all members hear lines in the same order. (Such a thread with a mailbox is called an actor.) It waits
 * for no member: one whose lines are not taken misses some, and one that has taken none for too long is out.
 */
final class ChatRoom {
    private static final int CAPACITY = 1024;

    // fixed at construction
    private final long stuckNanos;

    // shared between threads
    private final BlockingQueue<Runnable> mailbox = new ArrayBlockingQueue<>(CAPACITY);

    // room's thread only
    private final Set<ChatClient> members = new LinkedHashSet<>();

    /** A member with too many lines that has taken none for so long is stuck, and not only slow. */
    ChatRoom(Duration stuckAfter) {
        stuckNanos = stuckAfter.toNanos();
        Thread thread = new Thread(this::run, "room");
        thread.setDaemon(true);
        thread.start();
    }

    /** Any thread may call this and the next two. Whoever does waits while the mailbox is full. */
    void join(ChatClient client) throws InterruptedException {
        mailbox.put(() -> {
            tell("* " + client.name() + " joins", null);
            members.add(client);
        });
    }

    void leave(ChatClient client) throws InterruptedException {
        mailbox.put(() -> {
            if (members.remove(client)) {
                tell("* " + client.name() + " leaves", null);
            }
        });
    }

    /** Everybody hears it but who says it. */
    void say(ChatClient speaker, String text) throws InterruptedException {
        mailbox.put(() -> tell(speaker.name() + ": " + text, speaker));
    }

    private void run() {
        try {
            while (true) {
                mailbox.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One line after the other, so that all hear them in the same order: those that are due to the first come behind
     * it.
     */
    private void tell(String first, ChatClient speaker) {
        Deque<String> lines = new ArrayDeque<>(List.of(first));
        for (ChatClient silent = speaker; !lines.isEmpty(); silent = null) {
            String line = lines.remove();
            for (ChatClient member : List.copyOf(members)) {
                if (member != silent && !member.offer(line) && member.nanosSinceTaken() >= stuckNanos) {
                    members.remove(member);
                    member.hangUp();
                    lines.add("* " + member.name() + " does not read, and is out");
                }
            }
        }
    }
}
