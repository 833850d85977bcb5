/// Ready when something in the guest accepts TCP connections.
public struct PortCondition: Sendable, Hashable, Codable {
    /// The port.
    public var port: UInt16
    /// An address as the guest sees it; its own `localhost` when nil.
    public var host: String?
    /// How long it may take.
    public var deadline: Deadline?
    /// How long to wait between two attempts; short at first and then longer when nil.
    public var interval: Interval?

    /// Something listens on this port.
    public init(_ port: UInt16, host: String? = nil, deadline: Deadline? = nil, interval: Interval? = nil) {
        self.port = port
        self.host = host
        self.deadline = deadline
        self.interval = interval
    }

    /// Reads a condition; a port is a number from 1 to 65535.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        port = try container.decodePort(forKey: .port)
        host = try container.decodeHost(forKey: .host)
        deadline = try container.decodeIfPresent(Deadline.self, forKey: .deadline)
        interval = try container.decodeIfPresent(Interval.self, forKey: .interval)
    }
}

extension KeyedDecodingContainer {
    func decodePort(forKey key: Key) throws -> UInt16 {
        let number = try decode(Int.self, forKey: key)
        guard let port = UInt16(exactly: number), port > 0 else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "‘\(number)’ is not a port; write a number from 1 to 65535")
        }
        return port
    }

    func decodeHost(forKey key: Key) throws -> String? {
        guard let host = try decodeIfPresent(String.self, forKey: key) else { return nil }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "‘\(host)’ is not a host; write an address such as 10.0.2.2")
        }
        return host
    }
}
