package tenstages.primitives;

import java.util.concurrent.atomic.AtomicStampedReference;

/** A {@link PlainStack} with a number beside the top, which grows with each change and never comes back. */
final class StampedStack implements NodeStack {
    // shared between threads
    private final AtomicStampedReference<Node> top;

    StampedStack(Node top) {
        this.top = new AtomicStampedReference<>(top, 0);
    }

    @Override
    public Node top() {
        return top.getReference();
    }

    @Override
    public void push(Node node) {
        int[] stamp = new int[1];
        do {
            node.next = top.get(stamp);
        } while (!top.compareAndSet(node.next, node, stamp[0], stamp[0] + 1));
    }

    @Override
    public Node pop(Runnable meanwhile) {
        int[] stamp = new int[1];
        while (true) {
            Node first = top.get(stamp);
            Node next = first.next;
            meanwhile.run();
            if (top.compareAndSet(first, next, stamp[0], stamp[0] + 1)) {
                return first;
            }
        }
    }
}
