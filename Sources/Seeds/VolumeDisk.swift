package import KubeVirt

/// A small read-only disk of files: what a configMap, secret, serviceAccount, downwardAPI or sysprep volume shows.
package struct VolumeDisk: Sendable, Hashable {
    /// What the guest sees as the file system's label.
    package var label: String
    package var files: [String: [UInt8]]

    /// The label of a volume that gives none, as KubeVirt's.
    private static let usualLabel = "cfgdata"
    /// By which Windows' setup finds its answers; KubeVirt's choice.
    private static let sysprepLabel = "unattendCD"
    private static let answerFiles: Set<String> = ["autounattend.xml", "unattend.xml"]

    /// Nil for another kind of volume. `machine` is whose volume it is.
    package init?(
        _ volume: VirtualMachineInstanceSpec.Volume, of machine: VirtualMachineInstance, objects: CompanionObjects
    ) throws(SeedError) {
        let finder = ObjectFinder(objects: objects, namespace: machine.metadata.namespace)
        if let source = volume.configMap {
            files = try finder.configMap(source.name, at: "configMap.name", isOptional: source.optional ?? false)
            label = Self.label(source.volumeLabel)
        } else if let source = volume.secret {
            files = try finder.secret(source.secretName, at: "secret.secretName", isOptional: source.optional ?? false)
            label = Self.label(source.volumeLabel)
        } else if let source = volume.serviceAccount {
            files = try finder.account(source.serviceAccountName, at: "serviceAccount.serviceAccountName")
            label = Self.usualLabel
        } else if let source = volume.downwardAPI {
            files = try DownwardFiles(machine).files(of: source)
            label = Self.label(source.volumeLabel)
        } else if let source = volume.sysprep {
            let files: [String: [UInt8]] =
                if let map = source.configMap {
                    try finder.configMap(map.name, at: "sysprep.configMap.name", isOptional: false)
                } else {
                    try finder.secret(source.secret?.name, at: "sysprep.secret.name", isOptional: false)
                }
            guard files.keys.contains(where: { Self.answerFiles.contains($0.lowercased()) }) else {
                throw SeedError(
                    .object, "sysprep",
                    "holds neither autounattend.xml nor unattend.xml, which Windows looks for; add one")
            }
            self.files = files
            label = Self.sysprepLabel
        } else {
            return nil
        }
        try check(volume)
    }

    private static func label(_ given: String?) -> String {
        given.flatMap { $0.isEmpty ? nil : $0 } ?? usualLabel
    }

    private func check(_ volume: VirtualMachineInstanceSpec.Volume) throws(SeedError) {
        guard (1...16).contains(label.utf8.count), label.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            let kind = volume.configMap != nil ? "configMap" : volume.secret != nil ? "secret" : "downwardAPI"
            throw SeedError(
                .object, kind + ".volumeLabel", "‘\(label)’ is no label of a disk: write 1 to 16 characters of ASCII")
        }
        let size = files.values.reduce(0) { $0 + $1.count }
        guard size <= Seed.largest * 2 else {
            throw SeedError(
                .tooLarge, "", "the volume ‘\(volume.name)’ holds \(size) bytes; an object of Kubernetes has 1 MiB")
        }
    }
}
