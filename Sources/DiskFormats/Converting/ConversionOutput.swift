/// What qemu-img writes.
package struct ConversionOutput: Sendable, Hashable {
    private enum Kind { case qcow2, raw, vmdk }
    private let kind: Kind
    private let isCompressed: Bool

    /// Version 3, clusters of 64 KiB.
    package static func qcow2(compressed: Bool = false) -> Self { Self(kind: .qcow2, isCompressed: compressed) }
    /// Sparse where the file system can.
    package static let raw = Self(kind: .raw, isCompressed: false)
    /// Compressed, it is what an OVA holds.
    package static func vmdk(compressed: Bool = false) -> Self { Self(kind: .vmdk, isCompressed: compressed) }

    var arguments: [String] {
        switch kind {
        case .qcow2:
            ["-O", "qcow2", "-o", "compat=1.1,cluster_size=\(QCOW2Writer.cluster)"] + (isCompressed ? ["-c"] : [])
        case .raw: ["-O", "raw"]
        case .vmdk: ["-O", "vmdk", "-o", "subformat=\(isCompressed ? "streamOptimized" : "monolithicSparse")"]
        }
    }
}
