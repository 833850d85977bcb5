import Base64

extension VirtualMachineInstanceSpec {
    func volumeCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        let volumes = volumes ?? []
        var causes: [StatusCause] = []
        var first: [String: Int] = [:]
        for (index, volume) in volumes.enumerated() {
            let place = "\(field)[\(index)]"
            if let other = first[volume.name] {
                causes.append(
                    .invalid("\(place) and \(field)[\(other)] must not have the same Name.", at: place + ".name"))
            } else {
                first[volume.name] = index
            }
            let sources = [
                volume.cloudInitNoCloud != nil, volume.cloudInitConfigDrive != nil, volume.containerDisk != nil,
                volume.emptyDisk != nil,
            ]
            if sources.filter(\.self).count != 1 {
                causes.append(.invalid("\(place) must have exactly one source type set", at: place))
            }
            if let source = volume.cloudInitNoCloud {
                causes += source.causes(at: place, kind: "cloudInitNoCloud")
            } else if let source = volume.cloudInitConfigDrive {
                causes += source.causes(at: place, kind: "cloudInitConfigDrive")
            }
        }
        for (index, volume) in volumes.enumerated() {
            guard let path = volume.containerDisk?.path, !path.isEmpty else { continue }
            causes += Self.pathCauses(path, at: "\(field)[\(index)].containerDisk")
        }
        return causes
    }

    /// A path may end in slashes and must otherwise be as plain as can be.
    private static func pathCauses(_ path: String, at field: String) -> [StatusCause] {
        if path == "/" { return [.invalid("\(field) must not point to root", at: field)] }
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path[...]
        let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0].isEmpty, parts.dropFirst().allSatisfy({ !["", ".", ".."].contains($0) }) else {
            return [.invalid("\(field) must be an absolute path to a file without relative components", at: field)]
        }
        return []
    }
}

extension VirtualMachineInstanceSpec.CloudInitSource {
    /// The most that is said inline, of each kind.
    private static let limit = 2048

    fileprivate func causes(at field: String, kind: String) -> [StatusCause] {
        let field = "\(field).\(kind)"
        let user = Data(
            text: userData, base64: userDataBase64, secret: secretRef, name: "userDataBase64", kind: kind, field: field)
        let network = Data(
            text: networkData, base64: networkDataBase64, secret: networkDataSecretRef, name: "networkDataBase64",
            kind: kind, field: field)
        var causes = user.problems
        if user.sources > 1 {
            causes.append(.invalid("\(field) must have only one userdatasource set.", at: field))
        }
        if user.count > Self.limit {
            causes.append(
                .invalid(
                    "\(field) userdata exceeds \(Self.limit) byte limit. Should use UserDataSecretRef for larger data.",
                    at: field))
        }
        causes += network.problems
        if network.sources > 1 {
            causes.append(.invalid("\(field) must have only one networkdata source set.", at: field))
        }
        if network.count > Self.limit {
            causes.append(
                .invalid(
                    "\(field) networkdata exceeds \(Self.limit) byte limit. "
                        + "Should use NetworkDataSecretRef for larger data.", at: field))
        }
        if user.sources == 0, network.sources == 0 {
            causes.append(
                .invalid("\(field) must have at least one userdatasource or one networkdatasource set.", at: field))
        }
        return causes
    }

    /// One kind of data in its three spellings: how many are used, and how long it is.
    private struct Data {
        var sources = 0
        var count = 0
        var problems: [StatusCause] = []

        init(
            text: String?, base64: String?, secret: Core.LocalObjectReference?, name: String,
            kind: String, field: String
        ) {
            if let secret = secret?.name, !secret.isEmpty { sources += 1 }
            if let base64, !base64.isEmpty {
                sources += 1
                if let bytes = Base64.decode(base64) {
                    count = bytes.count
                } else {
                    // KubeVirt's message names the field twice.
                    let field = "\(field).\(name)"
                    problems = [.invalid("\(field).\(kind).\(name) is not a valid base64 value.", at: field)]
                }
            }
            if let text, !text.isEmpty {
                sources += 1
                count = text.utf8.count
            }
        }
    }
}
