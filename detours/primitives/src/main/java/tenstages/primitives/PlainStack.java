package tenstages.primitives;

import java.util.concurrent.atomic.AtomicReference;

/** Wrong: it sees only whether the top is the same node, and not whether the node was away meanwhile. */
final class PlainStack implements NodeStack {
    // shared between threads
    private final AtomicReference<Node> top;

    PlainStack(Node top) {
        this.top = new AtomicReference<>(top);
    }

    @Override
    public Node top() {
        return top.get();
    }

    @Override
    public void push(Node node) {
        do {
            node.next = top.get();
        } while (!top.compareAndSet(node.next, node));
    }

    @Override
    public Node pop(Runnable meanwhile) {
        while (true) {
            Node first = top.get();
            Node next = first.next;
            meanwhile.run();
            if (top.compareAndSet(first, next)) {
                return first;
            }
        }
    }
}
