package import Fixtures
package import KubeVirt
package import Machines

/// The disks that this host makes for a cluster.
package protocol DiskSupply: Sendable {
    /// Makes a fixture's disk, as far as it is not there.
    func disk(of fixture: Fixture, timeline: Timeline) async throws(MachineError) -> SuppliedDisk
    /// Has a disk as one file that stands alone for as long as the body runs.
    func withFile(
        of disk: SuppliedDisk, timeline: Timeline,
        _ body: @escaping @Sendable (_ path: String) async throws(MachineError) -> Void
    ) async throws(MachineError)
    /// Refuses what is no `HOST/REPOSITORY` that can be pushed to, before anything is made.
    func check(repository: String) throws(MachineError)
    /// Returns when a registry takes images from us for `HOST/REPOSITORY`. Nothing stays there.
    func probePush(to repository: String) async throws(MachineError)
    /// Whether a registry has an image, named as a containerDisk volume names it, as far as can be told from here.
    func isInRegistry(_ image: String) async throws(MachineError) -> Bool
    /// Has a disk be in a registry, in `HOST/REPOSITORY`, and gives its reference by digest.
    func push(
        _ disk: SuppliedDisk, to repository: String, timeline: Timeline
    ) async throws(MachineError) -> String
}

/// A disk of this host's store.
package struct SuppliedDisk: Sendable, Hashable {
    /// SHA-256 in hexadecimal, by which it is the same for ever.
    package var digest: String
    /// How large the guest sees it, in bytes.
    package var virtualSize: Int64
    /// What runs it.
    package var architecture: Architecture

    package init(digest: String, virtualSize: Int64, architecture: Architecture) {
        self.digest = digest
        self.virtualSize = virtualSize
        self.architecture = architecture
    }
}
