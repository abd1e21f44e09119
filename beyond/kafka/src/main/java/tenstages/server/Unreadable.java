package tenstages.server;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * What becomes of a record that no server of ours has written: it is told, and passed over. To stop there would hold up
 * the partition for ever. Kafka Streams makes one of these.
 */
public final class Unreadable implements DeserializationExceptionHandler {
    @Override
    public void configure(Map<String, ?> settings) {
        // There are none.
    }

    /** Any thread may call it. */
    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> event, Exception wrong) {
        String where = event.topic() + ", partition " + event.partition() + ", offset " + event.offset();
        Output.STDERR.println("a record is no event, and is passed over (" + where + "): " + wrong.getMessage());
        return Response.resume();
    }
}
