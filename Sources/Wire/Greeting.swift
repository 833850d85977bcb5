/// 16 random bytes that tell the answer to this hello from whatever was on its way before.
package struct Nonce: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        precondition(bytes.count == WireProtocol.nonceSize)
        self.bytes = bytes
    }

    package static func random() -> Nonce {
        Nonce(bytes: (0..<WireProtocol.nonceSize).map { _ in UInt8.random(in: 0...255) })
    }
}

/// Opens a session and ends whatever session there was.
package struct Hello: Hashable, Sendable {
    package var nonce: Nonce
    package var versions: ClosedRange<UInt16>
    /// How many bytes of each channel the guest may send before it is given credit.
    package var window: UInt32

    package init(nonce: Nonce, versions: ClosedRange<UInt16> = WireProtocol.versions, window: UInt32) {
        self.nonce = nonce
        self.versions = versions
        self.window = window
    }

    var payload: [UInt8] {
        var bytes = WireProtocol.magic + nonce.bytes
        bytes.add(versions.lowerBound)
        bytes.add(versions.upperBound)
        bytes.add(window)
        return bytes
    }

    init(payload: [UInt8]) throws(WireError) {
        var reader = ByteReader(payload, of: "a hello")
        nonce = try reader.nonce()
        versions = try reader.versions()
        window = try reader.number()
        try reader.finish()
    }
}

/// The guest's answer to a hello: who it is.
package struct Greeting: Hashable, Sendable {
    package struct Features: OptionSet, Hashable, Sendable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }
        /// It takes an identity.
        package static let identity = Features(rawValue: 1)
        /// It listens for its host.
        package static let listen = Features(rawValue: 2)
    }

    package var nonce: Nonce
    /// The version that the session has; 0 when there is none in common.
    package var version: UInt16
    package var versions: ClosedRange<UInt16>
    /// How many bytes a stream takes before it gives credit.
    package var window: UInt32
    /// Abilities beyond the version.
    package var features: Features
    /// Nanoseconds since the guest's boot, when the helper started and when it answered.
    package var started: UInt64
    package var now: UInt64
    package var buildID: String
    /// As `uname -m` and `uname -r` say.
    package var architecture: String
    package var kernel: String
    /// Changes with each boot of the guest; empty when it has no /proc.
    package var bootID: String
    package var hostName: String

    package init(
        nonce: Nonce, version: UInt16, versions: ClosedRange<UInt16>, window: UInt32, features: Features = [],
        started: UInt64 = 0, now: UInt64 = 0, buildID: String = "", architecture: String = "", kernel: String = "",
        bootID: String = "", hostName: String = ""
    ) {
        self.nonce = nonce
        self.version = version
        self.versions = versions
        self.window = window
        self.features = features
        self.started = started
        self.now = now
        self.buildID = buildID
        self.architecture = architecture
        self.kernel = kernel
        self.bootID = bootID
        self.hostName = hostName
    }

    /// Throws when the session has no version, in words for whoever has to rebuild something.
    package func check(ours: ClosedRange<UInt16> = WireProtocol.versions) throws(WireError) {
        if ours.contains(version) { return }
        let remedy =
            versions.upperBound < ours.lowerBound
            ? "rebuild the guest's image with this Mayfly"
            : "use the Mayfly that built the guest's image, or rebuild the image"
        throw WireError(
            .unsupportedVersion,
            "the guest's helper speaks protocol \(versions.text) and this Mayfly \(ours.text): \(remedy)")
    }

    var payload: [UInt8] {
        var bytes = WireProtocol.magic + nonce.bytes
        for number in [version, versions.lowerBound, versions.upperBound, 0] { bytes.add(number) }
        bytes.add(window)
        bytes.add(features.rawValue)
        bytes.add(started)
        bytes.add(now)
        for text in [buildID, architecture, kernel, bootID, hostName] { bytes.add(text) }
        return bytes
    }

    init(payload: [UInt8]) throws(WireError) {
        var reader = ByteReader(payload, of: "a greeting")
        nonce = try reader.nonce()
        version = try reader.number()
        versions = try reader.versions()
        _ = try reader.number(UInt16.self)
        window = try reader.number()
        features = Features(rawValue: try reader.number())
        started = try reader.number()
        now = try reader.number()
        buildID = try reader.string()
        architecture = try reader.string()
        kernel = try reader.string()
        bootID = try reader.string()
        hostName = try reader.string()
        // What a later version adds comes after.
    }
}

extension ByteReader {
    fileprivate mutating func nonce() throws(WireError) -> Nonce {
        guard try bytes(WireProtocol.magic.count) == WireProtocol.magic else {
            throw WireError(.badMessage, "a greeting without its magic")
        }
        return Nonce(bytes: try bytes(WireProtocol.nonceSize))
    }

    fileprivate mutating func versions() throws(WireError) -> ClosedRange<UInt16> {
        let lower: UInt16 = try number()
        let upper: UInt16 = try number()
        guard lower <= upper else { throw WireError(.badMessage, "versions \(lower) to \(upper) are no range") }
        return lower...upper
    }
}

extension ClosedRange<UInt16> {
    fileprivate var text: String {
        lowerBound == upperBound ? "version \(lowerBound)" : "versions \(lowerBound) to \(upperBound)"
    }
}
