import KubeVirt

/// Files that tell a guest about its machine's own metadata, in the form that Kubernetes gives them in a pod.
struct DownwardFiles {
    let machine: VirtualMachineInstance

    init(_ machine: VirtualMachineInstance) { self.machine = machine }

    func files(of source: VirtualMachineInstanceSpec.DownwardAPIVolumeSource) throws(SeedError) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (index, file) in (source.fields ?? []).enumerated() {
            let field = "downwardAPI.fields[\(index)]"
            guard let path = file.fieldRef?.fieldPath else {
                throw SeedError(
                    .object, field + ".resourceFieldRef",
                    "a machine on this host is in no container that has resources; use fieldRef")
            }
            guard !file.path.isEmpty, !file.path.hasPrefix("/"), !file.path.split(separator: "/").contains("..") else {
                throw SeedError(.object, field + ".path", "‘\(file.path)’ must be a relative path without ..")
            }
            files[file.path] = Array(try value(of: path, at: field + ".fieldRef.fieldPath").utf8)
        }
        return files
    }

    private func value(of path: String, at field: String) throws(SeedError) -> String {
        let metadata = machine.metadata
        switch path {
        case "metadata.name": return metadata.name ?? ""
        case "metadata.namespace": return metadata.namespace ?? "default"
        case "metadata.uid": return metadata.uid ?? ""
        case "metadata.labels": return Self.lines(metadata.labels)
        case "metadata.annotations": return Self.lines(metadata.annotations)
        default: break
        }
        for (prefix, map) in [("metadata.labels['", metadata.labels), ("metadata.annotations['", metadata.annotations)]
        {
            guard path.hasPrefix(prefix), path.hasSuffix("']") else { continue }
            return map?[String(path.dropFirst(prefix.count).dropLast(2))] ?? ""
        }
        throw SeedError(
            .object, field,
            "‘\(path)’ cannot be told here; there are metadata.name, namespace, uid, labels and annotations")
    }

    /// `key="value"`, sorted, one a line, with the value as Go quotes it.
    private static func lines(_ map: [String: String]?) -> String {
        (map ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\(quoted($0.value))" }.joined(separator: "\n")
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
