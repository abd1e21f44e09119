package tenstages.primitives;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tenstages.primitives.NodeStack.Node;

/** The top of a stack is a, then b, then a again. Compare-and-set finds nothing changed. */
@Command(
        name = "aba",
        header = "Compare-and-set does not see that a value went away and came back: a stamp does.",
        mixinStandardHelpOptions = true)
final class Aba implements Callable<Integer> {
    /**
     * Who has what at the end.
     *
     * @param a what A has popped
     * @param b what B has popped and kept
     * @param stack what is on the stack, from the top
     */
    record Owned(String a, String b, List<String> stack) {
        boolean hasEachOnce() {
            List<String> all = new ArrayList<>(stack);
            all.add(a);
            all.add(b);
            return all.size() == 3 && all.containsAll(List.of("a", "b", "c"));
        }
    }

    @Override
    public Integer call() {
        System.out.println(
                "On the stack: a, b, c. A pops. Between A's read and A's write B pops a and b, and pushes a.");
        Owned plain = aba(new PlainStack(threeNodes()));
        print("the node alone:  ", plain);
        Owned stamped = aba(new StampedStack(threeNodes()));
        print("node and stamp:  ", stamped);
        return Main.verdict(!plain.hasEachOnce(), stamped.hasEachOnce());
    }

    private static void print(String name, Owned owned) {
        System.out.println("  " + name + "A has " + owned.a + ", B has " + owned.b + ", the stack has " + owned.stack);
    }

    private static Node threeNodes() {
        return new Node("a", new Node("b", new Node("c", null)));
    }

    /** B's steps run where another thread's would if A lost the processor there; once, as A may have to try again. */
    static Owned aba(NodeStack stack) {
        List<String> keptByB = new ArrayList<>();
        Node poppedByA = stack.pop(() -> {
            if (keptByB.isEmpty()) {
                Node a = stack.pop(() -> {});
                keptByB.add(stack.pop(() -> {}).name);
                stack.push(a);
            }
        });
        List<String> left = new ArrayList<>();
        for (Node node = stack.top(); node != null; node = node.next) {
            left.add(node.name);
        }
        return new Owned(poppedByA.name, String.join(" ", keptByB), left);
    }
}
