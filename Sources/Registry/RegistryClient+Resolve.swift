import FoundationEssentials
import HTTP

/// An image's manifest, and by what it is the very same forever.
package struct ResolvedImage: Sendable {
    package let reference: RegistryReference
    /// Of the manifest of this one platform.
    package let digest: BlobDigest
    package let config: Manifest.Descriptor
    /// From the lowest up.
    package let layers: [Manifest.Descriptor]
    package let artifactType: String?
    package let annotations: [String: String]
}

extension RegistryClient {
    /// Finds an image, and among several the one for an architecture (in Go's words, such as `amd64`) of Linux.
    package func resolve(
        _ reference: RegistryReference, architecture: String
    ) async throws(RegistryError) -> ResolvedImage {
        try await session(reference, .pull).resolve(architecture: architecture)
    }
}

extension RegistrySession {
    private static let longestManifest = 4 << 20

    func resolve(architecture: String) async throws(RegistryError) -> ResolvedImage {
        var (manifest, digest) = try await manifest(reference.version)
        if case .index(let manifests) = manifest.content {
            guard let chosen = manifests.choose(architecture: architecture) else {
                throw RegistryError(
                    .platform, "\(reference)", "has nothing for linux/\(architecture); it has \(manifests.platforms)")
            }
            (manifest, digest) = try await self.manifest(chosen.digest)
        }
        guard case .image(let config, let layers) = manifest.content else {
            throw RegistryError(.damaged, "\(reference)", "is an index of indexes, which no image is")
        }
        let image = ResolvedImage(
            reference: reference, digest: digest, config: config, layers: layers, artifactType: manifest.artifactType,
            annotations: manifest.annotations)
        try await check(image, architecture)
        return image
    }

    /// The manifest of a tag or a digest. Its bytes are those that were named, or it is an error.
    private func manifest(_ version: String) async throws(RegistryError) -> (Manifest, BlobDigest) {
        let accept = Manifest.mediaTypes.joined(separator: ", ")
        let response = try await send(
            .get, base + "manifests/" + version, [.init("Accept", accept)], for: "the manifest \(version)")
        guard response.isSuccess else { throw refusal(response, "the manifest \(version)") }
        let wanted = [version, response.headers["Docker-Content-Digest"]].compactMap { $0.flatMap { BlobDigest($0) } }
        for digest in wanted {
            let found = BlobDigest(of: response.body, digest.algorithm)
            guard found == digest else { throw wrongDigest("the manifest", wanted: digest, found: found) }
        }
        do throws(Manifest.Failure) {
            return (try Manifest(response.body), wanted.first ?? BlobDigest(of: response.body))
        } catch {
            throw RegistryError(.damaged, "\(reference)", error.reason)
        }
    }

    func wrongDigest(_ what: String, wanted: BlobDigest, found: BlobDigest) -> RegistryError {
        RegistryError(
            .digest, "\(reference)",
            "\(what) should have the digest \(wanted) and has \(found); it was damaged or changed on the way")
    }

    private struct Config: Decodable {
        var architecture: String?
        var os: String?
    }

    /// An image without an index says for which processor it is in its configuration.
    private func check(_ image: ResolvedImage, _ architecture: String) async throws(RegistryError) {
        let isImage = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"]
            .contains(image.config.mediaType)
        guard isImage, image.config.size <= Self.longestManifest else { return }
        let bytes = try await smallBlob(image.config)
        guard let config = try? JSONDecoder().decode(Config.self, from: Data(bytes)) else {
            throw RegistryError(.damaged, "\(reference)", "has a configuration that cannot be read")
        }
        guard let found = config.architecture, !found.isEmpty, found != architecture else { return }
        throw RegistryError(
            .platform, "\(reference)",
            "has nothing for linux/\(architecture); it has \(config.os ?? "linux")/\(found)")
    }

    private func smallBlob(_ descriptor: Manifest.Descriptor) async throws(RegistryError) -> [UInt8] {
        let what = "the configuration"
        let response = try await send(.get, base + "blobs/" + descriptor.digest, for: what)
        guard response.isSuccess else { throw refusal(response, what) }
        guard let wanted = BlobDigest(descriptor.digest) else { return response.body }
        let found = BlobDigest(of: response.body, wanted.algorithm)
        guard found == wanted else { throw wrongDigest(what, wanted: wanted, found: found) }
        return response.body
    }
}
