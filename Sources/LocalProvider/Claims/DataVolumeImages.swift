import DomainXML
import Fixtures
import Images
import KubeVirt
import Machines

/// What data volumes are filled with from outside, brought here before the machine is made.
struct DataVolumeImages: Sendable {
    let fetcher: SourceFetcher
    let claims: ClaimPool
    let objects: CompanionObjects
    let namespace: String?
    let architecture: Architecture
    let inUse: Set<String>

    /// The image of each data volume by its name; none where its claim is there already.
    func find(
        for volumes: [VirtualMachineInstanceSpec.Volume], progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(MachineError) -> [String: DiskImage] {
        var found: [String: DiskImage] = [:]
        for (index, volume) in volumes.enumerated() {
            guard let (name, field) = volume.claim(at: "spec.volumes[\(index)]"), found[name] == nil,
                !claims.exists(name, in: namespace), let object = objects.dataVolume(name, in: namespace)
            else { continue }
            do throws(RefusedField) {
                guard let source = try object.imageSource(at: field) else { continue }
                found[name] = try await fetch(source, name, field, progress)
            } catch {
                throw .refused([error.cause])
            }
        }
        return found
    }

    private func fetch(
        _ source: ImageSource, _ name: String, _ field: String, _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(RefusedField) -> DiskImage {
        do throws(ImageError) {
            return try await fetcher.fetch(
                source, architecture: architecture.rawValue, options: .init(inUse: inUse), progress: progress)
        } catch {
            throw RefusedField(field, "the data volume ‘\(name)’ cannot be filled: \(error)")
        }
    }
}

extension DataVolume {
    /// Where its image comes from; nil when it comes from no web server and no registry.
    ///
    /// CDI takes what a web server sends unless a checksum is written, and so does this.
    func imageSource(at field: String) throws(RefusedField) -> ImageSource? {
        let name = metadata.name ?? ""
        func refusal(_ part: String, _ words: String) -> RefusedField {
            RefusedField(field, "the data volume ‘\(name)’: spec.\(part) \(words)")
        }
        func refuse(_ part: String, _ value: String?) throws(RefusedField) {
            guard let value, !value.isEmpty else { return }
            throw refusal(
                part, "names an object of a cluster; leave it out, or fill the claim by hand (mayfly claim create)")
        }
        guard spec.source?.http != nil || spec.source?.registry != nil else { return nil }
        if let type = spec.contentType, !["", "kubevirt"].contains(type) {
            throw refusal("contentType", "is ‘\(type)’, and only disks are taken here (kubevirt)")
        }
        if let http = spec.source?.http {
            try refuse("source.http.certConfigMap", http.certConfigMap)
            try refuse("source.http.secretRef", http.secretRef)
            try refuse("source.http.secretExtraHeaders", http.secretExtraHeaders?.first)
            if http.insecureSkipVerify == true {
                throw refusal(
                    "source.http.insecureSkipVerify", "is refused here: give the checksum, or a server to trust")
            }
            guard ["https://", "http://"].contains(where: http.url.hasPrefix) else {
                throw refusal(
                    "source.http.url", "‘\(http.url)’ is no address of a web server; write https://HOST/disk.qcow2")
            }
            var verification = ImageVerification.none
            if let checksum = http.checksum, !checksum.isEmpty {
                guard let known = ImageVerification(checksum: checksum) else {
                    throw refusal(
                        "source.http.checksum",
                        "‘\(checksum)’ cannot be checked; write sha256: or sha512: and the digits")
                }
                verification = known
            }
            return .http(
                HTTPSource(url: http.url, verification: verification, extraHeaders: http.extraHeaders ?? []))
        }
        guard let registry = spec.source?.registry else { return nil }
        try refuse("source.registry.certConfigMap", registry.certConfigMap)
        try refuse("source.registry.secretRef", registry.secretRef)
        try refuse("source.registry.imageStream", registry.imageStream)
        guard let url = registry.url, url.hasPrefix("docker://") else {
            throw refusal("source.registry.url", "is no docker://HOST/REPOSITORY:TAG")
        }
        return .registry(RegistrySource(url: url, architecture: registry.platform?.architecture))
    }
}

extension ImageVerification {
    /// `sha256:…` or `sha512:…`; nil for another.
    fileprivate init?(checksum: String) {
        let parts = checksum.split(separator: ":", maxSplits: 1).map { String($0).lowercased() }
        guard parts.count == 2, parts[1].allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        switch (parts[0], parts[1].utf8.count) {
        case ("sha256", 64): self = .sha256(parts[1])
        case ("sha512", 128): self = .sha512(parts[1])
        default: return nil
        }
    }
}
