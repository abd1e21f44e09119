// A server that listens, and answers nothing yet.
package main

import (
	"log"
	"net"
	"os"
	"strconv"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(option("--port", 7000)))
	if err != nil {
		log.Fatal(err)
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Print(err)
			continue
		}
		serve(client)
	}
}

// option is the number behind a name on the command line; names that nobody asks for are ignored.
func option(name string, otherwise int) int {
	for i, word := range os.Args {
		if word == name && i+1 < len(os.Args) {
			if number, err := strconv.Atoi(os.Args[i+1]); err == nil {
				return number
			}
		}
	}
	return otherwise
}

// serve reads until the client ends its input.
func serve(client net.Conn) {
	defer client.Close()
	buffer := make([]byte, 4096)
	for {
		// Begin here: what was read is half a line, or forty lines and a half.
		if _, err := client.Read(buffer); err != nil {
			return
		}
	}
}
