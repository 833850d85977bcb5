import Fixtures
import FoundationEssentials
import Host
import KubeVirt
import Lifecycle

/// What is kept of a machine in its directory and in the domain's metadata, so that any process can take it up.
struct MachineRecord: Sendable, Codable {
    var run: String
    var machine: String
    var accelerator: Accelerator
    var ready: [ReadyCondition]
    /// The way into the guest; nil when it is found by trying.
    var channel: GuestChannelKind?
    /// Whether the image is one of ours, which all have the helper; another may have it or not.
    var hasHelper: Bool
    var vmi: VirtualMachineInstance

    func encoded() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    static func load(from directory: String) -> MachineRecord? {
        guard let bytes = try? FileSystem.read(directory + "/machine.json") else { return nil }
        return try? JSONDecoder().decode(MachineRecord.self, from: Data(bytes))
    }
}
