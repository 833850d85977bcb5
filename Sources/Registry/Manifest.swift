import FoundationEssentials

/// What an image is made of: OCI's manifest and index, and docker's of schema 2, which say the same.
package struct Manifest: Sendable, Hashable {
    package struct Descriptor: Sendable, Hashable, Codable {
        package var mediaType: String?
        package var digest: String
        package var size: Int64
        package var platform: Platform?
        package var annotations: [String: String]?

        package init(
            mediaType: String? = nil, digest: String, size: Int64, platform: Platform? = nil,
            annotations: [String: String]? = nil
        ) {
            self.mediaType = mediaType
            self.digest = digest
            self.size = size
            self.platform = platform
            self.annotations = annotations
        }

        /// Its name, where an artifact gives it one.
        package var title: String? { annotations?["org.opencontainers.image.title"] }
    }

    package struct Platform: Sendable, Hashable, Codable, CustomStringConvertible {
        package var architecture: String
        package var os: String
        package var variant: String?

        package init(architecture: String, os: String, variant: String? = nil) {
            self.architecture = architecture
            self.os = os
            self.variant = variant
        }

        package var description: String { [os, architecture, variant].compactMap(\.self).joined(separator: "/") }
    }

    package enum Content: Sendable, Hashable {
        case image(config: Descriptor, layers: [Descriptor])
        case index([Descriptor])
    }

    package let content: Content
    package let artifactType: String?
    package let annotations: [String: String]

    package static let mediaTypes = [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ]

    private struct Document: Decodable {
        var schemaVersion: Int?
        var artifactType: String?
        var config: Descriptor?
        var layers: [Descriptor]?
        var manifests: [Descriptor]?
        var annotations: [String: String]?
    }

    package struct Failure: Error, Sendable, Hashable { package let reason: String }

    package init(_ bytes: [UInt8]) throws(Failure) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else {
            throw Failure(reason: "is no manifest that can be read")
        }
        guard document.schemaVersion == 2 else {
            throw Failure(reason: "is a manifest of schema \(document.schemaVersion ?? 0), and 2 is read; push it anew")
        }
        switch (document.config, document.layers, document.manifests) {
        case (let config?, let layers?, nil): content = .image(config: config, layers: layers)
        case (nil, nil, let manifests?): content = .index(manifests)
        // Both at once would be one image to us and another to somebody else.
        default: throw Failure(reason: "is neither a manifest nor an index of them")
        }
        let descriptors =
            switch content {
            case .image(let config, let layers): [config] + layers
            case .index(let manifests): manifests
            }
        for descriptor in descriptors where BlobDigest(descriptor.digest) == nil || descriptor.size < 0 {
            throw Failure(reason: "names something by ‘\(descriptor.digest.prefix(100))’, which is no digest of bytes")
        }
        artifactType = document.artifactType
        annotations = document.annotations ?? [:]
    }
}

extension [Manifest.Descriptor] {
    /// The image for a processor of Linux: the plain one before its variants.
    package func choose(architecture: String) -> Manifest.Descriptor? {
        let fitting = filter { $0.platform?.os == "linux" && $0.platform?.architecture == architecture }
        return fitting.first { $0.platform?.variant == nil } ?? fitting.first
    }

    /// What there is, for whom nothing fits. Signatures and the like say that they are for nobody.
    var platforms: String {
        let names = compactMap(\.platform).filter { $0.os != "unknown" }.map(\.description)
        return names.isEmpty ? "none that says for what it is" : names.joined(separator: ", ")
    }
}

extension Manifest.Descriptor {
    /// Whether it is a layer of files; else it is one file.
    var isArchive: Bool {
        guard let type = mediaType else { return true }
        let base = type.split(separator: "+").first ?? ""
        return base.hasSuffix(".tar") || base.hasSuffix("/tar") || base.hasSuffix("/x-tar")
            || type.hasSuffix(".tar.gzip")
            || type.hasSuffix(".tar.zstd")
    }

    /// Whether a name in it is that of a disk.
    var looksLikeDisk: Bool {
        [mediaType ?? "", title ?? ""].contains { text in
            ["disk", "qcow2", "vmdk", ".raw", ".img", ".iso"].contains { text.lowercased().contains($0) }
        }
    }
}
