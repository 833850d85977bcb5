import Base64
import Fixtures
import FoundationEssentials
import KubeVirt
import Machines

/// What is known of a machine beside its VMI, for whoever finds it on the cluster; lies in a secret.
struct MachineRecord: Sendable, Hashable, Codable {
    var name: String
    var run: String
    /// Of the VMI.
    var vmi: String
    /// The process that made it, on its own host.
    var pid: Int32
    var ready: [ReadyCondition]
    /// How its guest is logged in to; nil where nobody can.
    var access: Access?

    /// The keys that were made for a machine alone.
    struct Access: Sendable, Hashable, Codable {
        var user = "root"
        /// Never to be printed.
        var privateKey: String
        var publicKey: String
        /// What the guest has to prove to be itself.
        var hostKey: String
    }
}

extension MachineRecord: CustomStringConvertible, CustomReflectable {
    var description: String { "the record of \(name) (\(run))" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension MachineRecord {
    private static let key = "record"

    func secret(process: String, owner: OwnerReference?) throws(MachineError) -> Secret {
        let bytes: [UInt8]
        do { bytes = Array(try JSONEncoder().encode(self)) } catch {
            throw .wrapping(error, .internalFault, "the machine's record cannot be written")
        }
        var metadata = ObjectMeta(
            labels: RunLabels.labels(.record, process: process, run: run, machine: name),
            name: ObjectNames(run: run).record)
        metadata.ownerReferences = owner.map { [$0] }
        return Secret(metadata: metadata, data: [Self.key: Base64.encode(bytes)], type: "mayfly.dev/record")
    }

    /// Nil for a secret that is none, or of another version.
    init?(_ secret: Secret) {
        guard let bytes = secret.files[Self.key],
            let record = try? JSONDecoder().decode(MachineRecord.self, from: Data(bytes))
        else { return nil }
        self = record
    }
}

extension Secret {
    /// When a kept machine is ended, in seconds since 1970.
    var expiry: Double? { metadata.annotations?[RunLabels.expiry].flatMap { Double($0) } }
}
