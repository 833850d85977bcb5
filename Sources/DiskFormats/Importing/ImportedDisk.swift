/// What became of an image.
package struct ImportedDisk: Sendable, Hashable {
    package enum Way: Sendable, Hashable {
        /// It was a whole, clean qcow2 image without compression: moved or copied as it was.
        case asItWas
        /// Raw: written as it came.
        case written
        /// By qemu-img.
        case converted
    }

    /// What it was.
    package let format: DiskFormat
    /// What was around it, from the outermost inwards: "gzip", "bzip2", "xz", "zstd", "tar", "zip".
    package let wrappers: [String]
    package let way: Way
    /// Bytes of the disk as a guest sees it.
    package let virtualSize: Int64
    /// Bytes that the new image takes on its disk.
    package let allocatedSize: Int64
}
