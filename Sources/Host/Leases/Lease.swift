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
    /// Set once the machine is to outlive its client; seconds since 1970.
    package var expiry: Double?

    package init(machine: String, run: String = Lease.makeRun(), pid: Int32, startTime: UInt64, boot: String) {
        self.run = run
        self.machine = machine
        domain = "mayfly-\(machine)-\(run)"
        self.pid = pid
        self.startTime = startTime
        self.boot = boot
        expiry = nil
    }

    /// Eleven letters and digits: 56 bits by chance.
    package static func makeRun() -> String {
        let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
        return String((0..<11).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
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
            try FileSystem.write(Array(try encoder.encode(self)), to: directory + "/lease.json")
        } catch {
            throw HostError(.directory, "cannot write the lease in \(directory); is the disk full?", cause: error)
        }
    }
}
