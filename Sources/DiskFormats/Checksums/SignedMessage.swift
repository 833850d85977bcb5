/// Finds the text in a message that PGP has signed in the clear (RFC 9580, section 7), line by line. What is no such
/// message is all text.
struct SignedMessage {
    private enum Part { case text, headers, signed, signature }
    private var part = Part.text

    /// The line as it was signed; nil when it belongs to the message's frame.
    mutating func text(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if line.starts(with: "-----BEGIN PGP SIGNED MESSAGE-----".utf8) {
            part = .headers
            return nil
        }
        if line.starts(with: "-----BEGIN PGP SIGNATURE-----".utf8) {
            part = .signature
            return nil
        }
        switch part {
        case .text: return line
        case .headers:
            if line.isEmpty { part = .signed }
            return nil
        case .signed:
            // A line that begins with a dash was given another before it.
            return line.starts(with: "- ".utf8) ? line.dropFirst(2) : line
        case .signature:
            if line.starts(with: "-----END PGP SIGNATURE-----".utf8) { part = .text }
            return nil
        }
    }
}
