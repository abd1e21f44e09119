package tenstages.channels;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Who is in the room, and what is said there. One thread owns the set of members; others send it messages, so there is no
 * lock, and all members hear all lines in the same order. (Such a thread with a mailbox is called an actor.)
 */
final class ChatRoom {
    private static final int CAPACITY = 1024;

    // shared between threads
    private final BlockingQueue<Consumer<Set<ChatClient>>> mailbox = new ArrayBlockingQueue<>(CAPACITY);

    ChatRoom() {
        Thread thread = new Thread(this::run, "room");
        thread.setDaemon(true);
        thread.start();
    }

    /** All messages are for the room's thread. Whoever sends one waits while the mailbox is full. */
    void join(ChatClient client) throws InterruptedException {
        mailbox.put(members -> {
            tellAll(members, "* " + client.name() + " joins");
            members.add(client);
        });
    }

    void leave(ChatClient client) throws InterruptedException {
        mailbox.put(members -> {
            if (members.remove(client)) {
                tellAll(members, "* " + client.name() + " leaves");
            }
        });
    }

    /** Everybody hears it but who says it. */
    void say(ChatClient speaker, String text) throws InterruptedException {
        mailbox.put(members -> {
            for (ChatClient member : Set.copyOf(members)) {
                if (member != speaker) {
                    tell(members, member, speaker.name() + ": " + text);
                }
            }
        });
    }

    private void run() {
        Set<ChatClient> members = new LinkedHashSet<>();
        try {
            while (true) {
                mailbox.take().accept(members);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tellAll(Set<ChatClient> members, String line) {
        for (ChatClient member : Set.copyOf(members)) {
            tell(members, member, line);
        }
    }

    /** The room waits for nobody: a member that has too many lines unread is out, and the others hear of it. */
    private static void tell(Set<ChatClient> members, ChatClient member, String line) {
        if (!member.offer(line) && members.remove(member)) {
            member.hangUp();
            tellAll(members, "* " + member.name() + " reads too slowly, and is out");
        }
    }
}
