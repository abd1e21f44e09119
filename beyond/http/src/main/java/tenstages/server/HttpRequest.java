package tenstages.server;

/** A whole request, as it was framed: nobody has looked at what it asks. */
record HttpRequest(RequestHead head, byte[] body) {}
