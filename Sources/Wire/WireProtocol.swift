/// Numbers of the helper's protocol, as README.md describes it. The guest's half is `GuestHelper/guest/protocol.h`.
package enum WireProtocol {
    /// The versions that this build speaks.
    package static let versions: ClosedRange<UInt16> = 1...1

    /// First in the payload of a hello and of a greeting.
    package static let magic: [UInt8] = [0x89] + Array("MAYFLY\n".utf8)
    package static let nonceSize = 16

    package static let headerSize = 8
    /// The last byte of every frame, so that a frame which was cut off and filled up with zeros is not taken for whole.
    package static let mark: UInt8 = 0xA5
    package static let largestPayload = 32768
    package static let helloSize = 32
    package static let greetingSize = 56
    /// The largest request, in one frame or several.
    package static let largestRequest = 1_048_576
    package static let smallestWindow = 16384
    /// How many streams a session may have open.
    package static let streamLimit = 256

    /// What a host sends before its hello on a port that another host may have left in the middle of a frame.
    package static var flush: [UInt8] { [UInt8](repeating: 0, count: headerSize + largestPayload + 1) }
}

/// What a frame is; the first byte of its header.
package enum FrameType: UInt8, Sendable, CaseIterable {
    case hello = 0x01, greeting, error, ping, pong
    case exec = 0x10, put, get, tcp, power, identity, listen, accept
    case data = 0x20, eof, credit, cancel, signal, resize
    case started = 0x30, ended

    package var isRequest: Bool { (FrameType.exec.rawValue...FrameType.accept.rawValue).contains(rawValue) }
}

/// A stream's way: one towards the guest, two towards the host.
package enum Channel: UInt8, Sendable, CaseIterable {
    /// Standard input, a tree on its way in, bytes for a TCP connection.
    case input
    /// Standard output, a tree on its way out, bytes from a TCP connection.
    case output
    /// Standard error.
    case error
}
