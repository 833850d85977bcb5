import FoundationEssentials

/// Who a machine belongs to and until when; lies in its directory and in the domain's metadata.
package struct Lease: Sendable, Hashable, Codable {
    /// Unique for ever: names of directories and domains are made of it, and sweeping looks for it alone.
    package let run: String
    package let machine: String
    package let domain: String
    package let pid: Int32
    /// When that process was started, in clock ticks since boot.
    package let startTime: UInt64
    package let boot: String
    /// Set once the machine is to outlive its client: seconds since the host's boot (``HostClock``).
    package var expiry: Double?

    /// What the names of our domains begin with; the run id follows at once, because libvirt cuts names of directories
    /// after 20 characters.
    private static let mark = "mayfly-"

    package init(machine: String, run: String = Lease.makeRun(), pid: Int32, startTime: UInt64, boot: String) {
        self.run = run
        self.machine = machine
        domain = Self.domain(of: machine, run: run)
        self.pid = pid
        self.startTime = startTime
        self.boot = boot
        expiry = nil
    }

    /// The name of a machine's domain.
    package static func domain(of machine: String, run: String) -> String { mark + "\(run)-\(machine)" }

    private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
    private static let runLength = 11

    /// Eleven letters and digits: 55 bits by chance.
    package static func makeRun() -> String {
        String((0..<runLength).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
    }

    /// The run id in a domain's name, or in what libvirt names after a domain; nil for a domain that is not ours.
    package static func run(ofDomain name: some StringProtocol) -> String? {
        guard name.hasPrefix(mark) else { return nil }
        let run = name.dropFirst(mark.count).prefix(runLength)
        guard isRun(run), name.dropFirst(mark.count + runLength).hasPrefix("-") else { return nil }
        return String(run)
    }

    /// Whether a name has the form of a run id.
    package static func isRun(_ name: some StringProtocol) -> Bool {
        name.count == runLength && name.allSatisfy { alphabet.contains($0) }
    }

    /// Whether the machine may go on without its client.
    package func isKept(boot: String, now: Double) -> Bool {
        guard let expiry else { return false }
        return self.boot == boot && now < expiry
    }
}

extension Lease {
    package static func load(from directory: String) -> Lease? {
        guard let bytes = try? FileSystem.read(directory + "/lease.json") else { return nil }
        return try? JSONDecoder().decode(Lease.self, from: Data(bytes))
    }

    package func save(to directory: String) throws(HostError) {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            try FileSystem.write(Array(try encoder.encode(self)), to: directory + "/lease.json", synced: false)
        } catch {
            throw HostError(.directory, "cannot write the lease in \(directory); is the disk full?", cause: error)
        }
    }
}
