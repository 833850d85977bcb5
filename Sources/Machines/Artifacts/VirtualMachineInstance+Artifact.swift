import FoundationEssentials
import KubeVirt

extension VirtualMachineInstance {
    /// Without what seeds hold, which may be secret.
    var withoutSeeds: VirtualMachineInstance {
        var copy = self
        copy.spec.volumes = copy.spec.volumes?.map { volume in
            var volume = volume
            volume.cloudInitNoCloud?.leaveOut()
            volume.cloudInitConfigDrive?.leaveOut()
            return volume
        }
        return copy
    }

    /// Indented, with sorted keys.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do { return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n" } catch { return "\(error)\n" }
    }
}

extension VirtualMachineInstanceSpec.CloudInitSource {
    fileprivate mutating func leaveOut() {
        for part in [\Self.userData, \.userDataBase64, \.networkData, \.networkDataBase64] {
            if let text = self[keyPath: part] { self[keyPath: part] = "(\(text.utf8.count) bytes, left out)" }
        }
    }
}
