import Digests
import Fixtures

/// A disk that is wanted, with all that shapes it.
package struct DiskRequest: Sendable {
    /// Changes when the same plan would give another disk.
    static let format = "mayfly disk 1"

    package let plan: BootstrapPlan
    package let helper: HelperBinary
    /// 64 hexadecimal digits: the same for the same disk.
    package let key: String

    package init(plan: BootstrapPlan, helper: HelperBinary) {
        self.plan = plan
        self.helper = helper
        let digest = Digest()
        digest.update(Self.format)
        digest.update(helper.buildID)
        for argument in plan.arguments(mode: "root", overlay: "", root: "") { digest.update(argument) }
        for file in GuestFiles(root: "", architecture: plan.architecture).files {
            digest.update(file.path)
            digest.update(file.text)
            digest.update("\(file.mode)")
        }
        for (path, target) in GuestFiles.links.sorted(by: { $0.key < $1.key }) {
            digest.update(path)
            digest.update(target)
        }
        digest.update(DiskLayout(key: "", architecture: plan.architecture).grubConfiguration(plan.architecture))
        key = digest.finish()
    }

    /// What is told of a disk that was made so.
    func record(since start: ContinuousClock.Instant) async -> ImageRecord {
        await ImageRecord.made(
            "bootstrap \(plan.source.distribution.rawValue) \(plan.source.suite)",
            details: ["archives": plan.lines.joined(separator: "\n")], since: start)
    }
}

/// A finished disk; machines write to overlays of it, never to itself.
package struct DiskImage: Sendable, Hashable {
    package let path: String
    /// SHA-256 of the file.
    package let digest: String
    /// `qcow2`.
    package let format: String
    /// What a guest sees, in bytes.
    package let virtualSize: Int64
    /// Whether it had to be built for this request.
    package let isNew: Bool

    package init(path: String, digest: String, format: String, virtualSize: Int64, isNew: Bool) {
        (self.path, self.digest, self.format) = (path, digest, format)
        (self.virtualSize, self.isNew) = (virtualSize, isNew)
    }
}
