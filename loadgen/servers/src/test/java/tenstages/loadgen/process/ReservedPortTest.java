package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ports for servers that are started at the same time on one machine. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReservedPortTest {
    /** As many that chance alone would give two of them the same number. */
    private static final int MANY = 400;

    private static final int AT_ONCE = 30;

    private final List<ReservedPort> reserved = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void giveBack() {
        reserved.forEach(ReservedPort::close);
    }

    @Test
    void noTwoOfManyAtOnceAreTheSame() throws Exception {
        ExecutorService classroom = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<ReservedPort>> all = IntStream.range(0, MANY)
                    .<Callable<ReservedPort>>mapToObj(i -> this::reserve)
                    .toList();
            for (Future<ReservedPort> each : classroom.invokeAll(all)) {
                each.get();
            }
        } finally {
            classroom.shutdownNow();
        }
        assertThat(reserved.stream().map(ReservedPort::number).collect(Collectors.toSet()))
                .hasSize(MANY)
                .allMatch(number -> number >= 20_000 && number < 32_000);
    }

    @Test
    void aServerCanHaveItWhileItIsReserved() throws IOException {
        ReservedPort port = reserve();
        assertThat(port.isInUse()).isFalse();
        try (ServerSocket server = new ServerSocket(port.number(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(server.isBound()).isTrue();
            assertThat(port.isInUse()).isTrue();
        }
    }

    @Test
    void aServerOnAllAddressesHasItToo() throws IOException {
        ReservedPort port = reserve();
        try (ServerSocket server = new ServerSocket(port.number())) {
            assertThat(server.isBound()).isTrue();
            assertThat(port.isInUse()).isTrue();
        }
    }

    private ReservedPort reserve() throws IOException {
        ReservedPort port = ReservedPort.any();
        reserved.add(port);
        return port;
    }
}
