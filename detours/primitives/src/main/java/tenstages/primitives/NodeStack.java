package tenstages.primitives;

/** A stack without a lock, of nodes that are used again. */
interface NodeStack {
    /** Its next node is a plain field: it is written before the compare-and-set that puts the node on top. */
    final class Node {
        final String name;
        Node next;

        Node(String name, Node next) {
            this.name = name;
            this.next = next;
        }
    }

    Node top();

    void push(Node node);

    /** Takes the top node. Between its read and its compare-and-set it runs what another thread does meanwhile. */
    Node pop(Runnable meanwhile);
}
