package tenstages.server;

/** The kinds of characters that the grammar of HTTP knows, as far as this server asks. */
enum Characters {
    /** Names of methods and fields (RFC 9110, 5.6.2). */
    TOKEN("!#$%&'*+-.^_`|~" + Characters.LETTERS_AND_DIGITS),

    /** What a target may consist of, without a fragment (RFC 3986, appendix A). */
    TARGET("-._~!$&'()*+,;=:@/?%" + Characters.LETTERS_AND_DIGITS),

    /** Values of fields: all but control characters, which are what one program reads and the next one does not. */
    TEXT(text());

    private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final boolean[] members = new boolean[256];

    Characters(String members) {
        members.chars().forEach(each -> this.members[each] = true);
    }

    boolean has(byte each) {
        return members[each & 0xff];
    }

    private static String text() {
        StringBuilder text = new StringBuilder("\t");
        for (char each = ' '; each < 256; each++) {
            text.append(each == 127 ? "" : each);
        }
        return text.toString();
    }
}
