// A server that listens, and answers nothing yet.
import net from 'node:net';

/** The number behind a name on the command line; names that nobody asks for are ignored. */
function option(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

/** Reads until the client ends its input. */
function serve(client) {
  client.on('data', (data) => {
    // Begin here: what was read is half a line, or forty lines and a half.
  });
  client.on('end', () => client.end());
  client.on('error', (error) => console.error(error.message));
}

// Half open: the client may end its input and still wait for replies.
net.createServer({ allowHalfOpen: true }, serve).listen(option('--port', 7000), '127.0.0.1');
