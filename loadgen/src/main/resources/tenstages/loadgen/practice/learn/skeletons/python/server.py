"""A server that listens, and answers nothing yet."""

import socket
import sys


def main():
    with socket.create_server(("127.0.0.1", option("--port", 7000))) as listener:
        while True:
            client, _ = listener.accept()
            with client:
                serve(client)


def option(name, otherwise):
    """The number behind a name on the command line; names that nobody asks for are ignored."""
    words = sys.argv
    return int(words[words.index(name) + 1]) if name in words else otherwise


def serve(client):
    """Reads until the client ends its input."""
    while data := client.recv(4096):
        # Begin here: what was read is half a line, or forty lines and a half.
        pass


if __name__ == "__main__":
    main()
