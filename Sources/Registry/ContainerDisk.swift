import Digests
import FoundationEssentials
import HTTP
import Offload

/// A containerDisk as KubeVirt runs it: one layer that has `/disk/NAME`, readable by QEMU's user there.
struct ContainerDisk: Sendable {
    /// QEMU's user and group in KubeVirt.
    static let owner: Int64 = 107

    let layer: HTTPBody
    private let architecture: String
    private let annotations: [String: String]

    /// `name` is the disk's in the container, such as `disk.qcow2`.
    init?(path: String, size: Int64, name: String, architecture: String, annotations: [String: String]) {
        let isName = !name.isEmpty && !name.hasPrefix(".") && !name.contains("/")
        guard isName, let directory = TarHead("disk/", .directory, mode: 0o555, owner: Self.owner),
            let file = TarHead("disk/" + name, .file, size: size, mode: 0o440, owner: Self.owner)
        else { return nil }
        layer = HTTPBody(parts: [
            .bytes(directory.bytes + file.bytes), .file(path, offset: 0, count: size),
            .bytes(TarHead.tail(after: size)),
        ])
        self.architecture = architecture
        self.annotations = annotations
    }

    /// The layer's digest. It reads the disk, and blocks.
    func layerDigest() throws(SystemError) -> BlobDigest {
        let digest = Digest()
        let reader = BodyReader(layer)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        while true {
            let count = try reader.read(into: buffer)
            if count == 0 { return BlobDigest(digits: digest.finish()) }
            digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private struct Config: Encodable {
        struct Roots: Encodable {
            var type = "layers"
            var diff_ids: [String]
        }
        struct Step: Encodable {
            var created = "1970-01-01T00:00:00Z"
            var created_by = "mayfly image push"
        }
        var created = "1970-01-01T00:00:00Z"
        var architecture: String
        var os = "linux"
        var config: [String: String] = [:]
        var rootfs: Roots
        var history = [Step()]
    }

    private struct Document: Encodable {
        var schemaVersion = 2
        var mediaType = "application/vnd.oci.image.manifest.v1+json"
        var config: Manifest.Descriptor
        var layers: [Manifest.Descriptor]
        var annotations: [String: String]?
    }

    /// The configuration and the manifest; the layer is not compressed, so its digest is its contents' too.
    func documents(layer digest: BlobDigest) throws -> (config: [UInt8], manifest: [UInt8]) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let config = Array(
            try encoder.encode(Config(architecture: architecture, rootfs: .init(diff_ids: ["\(digest)"]))))
        let manifest = Document(
            config: .init(
                mediaType: "application/vnd.oci.image.config.v1+json", digest: "\(BlobDigest(of: config))",
                size: Int64(config.count)),
            layers: [
                .init(mediaType: "application/vnd.oci.image.layer.v1.tar", digest: "\(digest)", size: layer.count)
            ],
            annotations: annotations.isEmpty ? nil : annotations)
        return (config, Array(try encoder.encode(manifest)))
    }
}
