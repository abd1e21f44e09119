package tenstages.loadgen.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Locale;
import tenstages.loadgen.protocol.Printable;

/** How results are written for programs: over several lines, and nothing in them works on a terminal. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    /** In scripts two of the characters escaped here would end a line. */
    static final ObjectWriter ON_ONE_LINE = MAPPER.writer(new EscapeTheUnseen());

    static final ObjectWriter WRITER = ON_ONE_LINE.with(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    private static final class EscapeTheUnseen extends CharacterEscapes {
        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            codes[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return Printable.isUnseen(character)
                    ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", character))
                    : null;
        }
    }
}
