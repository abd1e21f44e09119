package tenstages.loadgen;

public final class Main {
    public static void main(String[] args) {}
}
