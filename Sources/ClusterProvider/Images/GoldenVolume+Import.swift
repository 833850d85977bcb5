import Digests
import Fixtures
import KubeVirt
import Machines

extension GoldenVolume {
    /// What the cluster fetches itself; its name is that of the address and of what is demanded of what lies there.
    init(importing image: FixtureImage, storageClass: String?) throws(MachineError) {
        guard let size = image.size, let source = DataVolumeSpec.Source(importing: image.source) else {
            throw MachineError(.invalidInput, "the cluster cannot fetch this image by itself")
        }
        let http = source.http
        let parts =
            [http?.url ?? source.registry?.url, http?.checksum, source.registry?.platform?.architecture]
            + [size.description] + (http?.extraHeaders ?? [])
        let digest = Digest()
        // One written as the other's beginning is not the other.
        for part in parts { digest.update(part.map { "\($0.utf8.count) \($0)\n" } ?? "-\n") }
        self.init(
            content: http?.url ?? source.registry?.url ?? "", key: digest.finish(), size: size,
            storageClass: storageClass, source: source)
    }
}

extension DataVolumeSpec.Source {
    /// Nil for what only this host can make, or may.
    init?(importing source: ImageSource) {
        switch source {
        case .http(let source) where !source.url.hasPrefix("file:"):
            let headers = source.extraHeaders.isEmpty ? nil : source.extraHeaders
            let checksum: String? =
                switch source.verification {
                case .sha256(let digits): "sha256:\(digits)"
                case .sha512(let digits): "sha512:\(digits)"
                case .checksums, .none: nil
                }
            self.init(http: .init(checksum: checksum, extraHeaders: headers, url: source.url))
        case .registry(let source):
            self.init(
                registry: .init(
                    platform: source.architecture.map { .init(architecture: $0) }, url: source.url))
        default: return nil
        }
    }
}

extension ImageSource {
    /// For which processor the cluster fetches it; nil where nobody says.
    var clusterArchitecture: Architecture? {
        if case .registry(let source) = self { source.architecture.flatMap { Architecture(rawValue: $0) } } else { nil }
    }

    /// Why a cluster cannot fetch it by itself, field by field.
    var importCauses: [(field: String, message: String)] {
        switch self {
        case .http(let source): source.importCauses
        case .registry(let source): source.importCauses
        default: [("image.source", "a cluster fetches from http and registry by itself; have this one sent (upload)")]
        }
    }
}

extension HTTPSource {
    fileprivate var importCauses: [(field: String, message: String)] {
        var causes: [(String, String)] = []
        if url.hasPrefix("file:") { causes.append(("url", "is a file of this host; have it sent (upload)")) }
        if certBundle != nil {
            causes.append(("certBundle", "names a file of this host; have the image sent (upload)"))
        }
        if !secretExtraHeaders.isEmpty {
            causes.append(("secretExtraHeaders", "are secrets of this host; have the image sent (upload)"))
        }
        if case .checksums = verification {
            causes.append(
                ("checksums", "the cluster reads no lists of sums; write sha256, or have the image sent (upload)"))
        }
        return causes.map { ("image.source.http.\($0.0)", $0.1) }
    }
}

extension RegistrySource {
    fileprivate var importCauses: [(field: String, message: String)] {
        var causes: [(String, String)] = []
        if insecure { causes.append(("insecure", "the cluster fetches with TLS; have the image sent (upload)")) }
        if certBundle != nil {
            causes.append(("certBundle", "names a file of this host; have the image sent (upload)"))
        }
        if path != nil {
            causes.append(("path", "the cluster takes the one disk there is; have the image sent (upload)"))
        }
        return causes.map { ("image.source.registry.\($0.0)", $0.1) }
    }
}
