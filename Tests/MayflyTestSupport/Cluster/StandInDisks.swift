package import ClusterProvider
import Digests
package import Fixtures
import KubeVirt
package import Machines

/// Disks of this host without any machinery: a file of bytes by chance.
package struct StandInDisks: DiskSupply {
    package let bytes: [UInt8]
    package let digest: String
    /// Why registries let nobody in; nil when they do.
    package var refusal: String?
    /// What registries have.
    package var pushed: Set<String> = []

    package init(count: Int = 1 << 20) {
        let bytes = (0..<count / 8).flatMap { _ in withUnsafeBytes(of: UInt64.random(in: 0 ... .max)) { Array($0) } }
        let digest = Digest()
        digest.update(bytes)
        self.bytes = bytes
        self.digest = digest.finish()
    }

    /// What the cluster calls it.
    package var golden: String { "mayfly-image-\(digest.prefix(32))" }

    package func disk(of fixture: Fixture, timeline: Timeline) async throws(MachineError) -> SuppliedDisk {
        SuppliedDisk(digest: digest, virtualSize: Int64(bytes.count) * 4, architecture: .amd64)
    }

    package func check(repository: String) throws(MachineError) {
        guard repository.contains("/") else { throw MachineError(.invalidInput, "no repository") }
    }

    package func probePush(to repository: String) async throws(MachineError) {
        if let refusal { throw MachineError(.hostNotReady, refusal) }
    }

    package func isInRegistry(_ image: String) async throws(MachineError) -> Bool {
        if let refusal { throw MachineError(.hostNotReady, refusal) }
        return pushed.contains(image)
    }

    package func push(
        _ disk: SuppliedDisk, to repository: String, timeline: Timeline
    ) async throws(MachineError) -> String {
        "\(repository)@sha256:\(disk.digest)"
    }

    package func withFile(
        of disk: SuppliedDisk, timeline: Timeline,
        _ body: @escaping @Sendable (_ path: String) async throws(MachineError) -> Void
    ) async throws(MachineError) {
        let scratch = Scratch("disk")
        defer { withExtendedLifetime(scratch) {} }
        do { try await body(try scratch.write("disk.qcow2", bytes)) } catch {
            throw .wrapping(error, .internalFault, "no disk")
        }
    }
}
