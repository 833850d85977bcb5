package import KubeVirt
package import Seeds
import YAML

extension CloudInit {
    /// Why a guest would refuse or ignore this data; empty when it would not. `field` is the volume's path, such as
    /// `spec.volumes[0].cloudInitNoCloud`.
    ///
    /// What is YAML is only parsed: what its keys mean is cloud-init's affair, and depends on the image's version.
    package func check(at field: String) -> [StatusCause] {
        checkUserData(at: field + ".userData") + checkNetworkData(at: field + ".networkData")
    }

    private func checkUserData(at field: String) -> [StatusCause] {
        guard let userData else { return [] }
        do {
            switch try UserDataFormat(of: userData) {
            case .cloudConfig:
                return problems(userData, at: field, "a mapping, such as ‘users: [default]’") { $0.mapping != nil }
            case .archive: return problems(userData, at: field, "a list of parts") { $0.sequence != nil }
            case .ignition, .passedThrough, .empty: return []
            }
        } catch {
            return [StatusCause(field: field, message: error.message, reason: .fieldValueInvalid)]
        }
    }

    private func checkNetworkData(at field: String) -> [StatusCause] {
        guard let networkData, !networkData.isEmpty else { return [] }
        let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        if format == .configDrive, networkData.first(where: { !blank.contains($0) }) != UInt8(ascii: "{") {
            return [
                StatusCause(
                    field: field,
                    message: "must be JSON in a ConfigDrive (OpenStack's network_data.json); use cloudInitNoCloud for "
                        + "cloud-init's own YAML",
                    reason: .fieldValueInvalid)
            ]
        }
        return problems(networkData, at: field, "a mapping, such as ‘version: 2’") { $0.mapping != nil }
    }

    /// Only what cloud-init's own reader would fail at: a key that is written twice, for example, it takes.
    private func problems(
        _ text: [UInt8], at field: String, _ expected: String, _ isRight: (Node) -> Bool
    ) -> [StatusCause] {
        func cause(_ message: String, _ mark: Mark?) -> StatusCause {
            let place = mark.map { "line \($0.line), column \($0.column) of the data: " } ?? ""
            return StatusCause(field: field, message: place + message, reason: .fieldValueInvalid)
        }
        do throws(YAMLError) {
            let documents = try YAMLParser().documents(in: text)
            if documents.count > 1 {
                return [cause("a second document begins; cloud-init reads one only", documents[1].mark)]
            }
            guard let root = documents.first, !root.isNull else { return [] }
            return isRight(root) ? [] : [cause("expected \(expected)", root.mark)]
        } catch {
            return error.problems.filter { $0.code == .syntax || $0.code == .encoding }.map {
                cause("is not YAML: \($0.message)", $0.mark)
            }
        }
    }
}
