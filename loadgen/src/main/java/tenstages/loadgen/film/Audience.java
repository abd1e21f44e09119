package tenstages.loadgen.film;

import java.util.function.Consumer;
import tenstages.loadgen.protocol.Onlooker;

/** Who looks on while a film is made. Any thread may call it. */
public interface Audience {
    /** Of a film that is looked at when it is ready. */
    Audience NOBODY = new Audience() {};

    /** A server begins. What its camera says goes to what is returned; once another server has begun, it is ignored. */
    default Consumer<String> server(String called, int periodMillis) {
        return line -> {};
    }

    /** A client of that server has come. */
    default Onlooker client() {
        return Onlooker.NOBODY;
    }
}
