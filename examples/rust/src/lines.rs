//! Pure framing: bytes in, lines out, whatever the pieces they arrive in.

/// Room for one read.
const READ_BYTES: usize = 16 * 1024;

/// Keeps the bytes that were received and not handed out as lines. It belongs to one connection.
pub struct LineDecoder {
    max_line_bytes: usize,
    bytes: Vec<u8>,
    /// The bytes before it were handed out.
    start: usize,
    /// From `start` to here there is no newline.
    scanned: usize,
}

#[derive(Debug, PartialEq)]
pub struct LineTooLong;

impl LineDecoder {
    pub fn new(max_line_bytes: usize) -> Self {
        LineDecoder { max_line_bytes, bytes: Vec::new(), start: 0, scanned: 0 }
    }

    /// Where to append what was received. Forgets the lines handed out, and gives back the memory of a long one.
    pub fn space(&mut self) -> &mut Vec<u8> {
        self.bytes.drain(..self.start);
        self.scanned -= self.start;
        self.start = 0;
        if self.bytes.is_empty() {
            self.bytes.shrink_to(READ_BYTES);
        }
        self.bytes.reserve(READ_BYTES);
        &mut self.bytes
    }

    /// The next complete line without its line end, if there is one. An error once a line has passed the limit,
    /// complete or not: there is no use in going on then.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, LineTooLong> {
        let newline = self.bytes[self.scanned..].iter().position(|&byte| byte == b'\n');
        let end = newline.map_or(self.bytes.len(), |offset| self.scanned + offset);
        let line = &self.bytes[self.start..end];
        // If the line is not complete, a final carriage return may belong to a line end that is on its way.
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > self.max_line_bytes {
            return Err(LineTooLong);
        }
        if newline.is_none() {
            self.scanned = end;
            return Ok(None);
        }
        self.start = end + 1;
        self.scanned = self.start;
        Ok(Some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(decoder: &mut LineDecoder) -> Result<Vec<String>, LineTooLong> {
        let mut lines = Vec::new();
        while let Some(line) = decoder.next_line()? {
            lines.push(String::from_utf8(line.to_vec()).unwrap());
        }
        Ok(lines)
    }

    #[test]
    fn the_pieces_do_not_matter() {
        let input = b"one\ntwo\r\n\n\r\nthr\ree\r\r\nrest";
        for size in 1..=input.len() {
            let mut decoder = LineDecoder::new(100);
            let mut found = Vec::new();
            for piece in input.chunks(size) {
                decoder.space().extend(piece);
                found.extend(lines(&mut decoder).unwrap());
            }
            assert_eq!(found, ["one", "two", "", "", "thr\ree\r"]);
        }
    }

    #[test]
    fn a_line_may_be_as_long_as_the_limit() {
        let mut decoder = LineDecoder::new(3);
        decoder.space().extend(b"123\n123\r\n123\r");
        assert_eq!(lines(&mut decoder).unwrap(), ["123", "123"]);
    }

    #[test]
    fn a_line_too_long_is_known_without_its_end() {
        for input in [&b"ok\n1234"[..], b"ok\n1234\n", b"ok\n123\r\r"] {
            let mut decoder = LineDecoder::new(3);
            decoder.space().extend(input);
            assert_eq!(decoder.next_line(), Ok(Some(&b"ok"[..])));
            assert_eq!(decoder.next_line(), Err(LineTooLong));
        }
    }
}
