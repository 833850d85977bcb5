import Glibc
package import Offload

extension Digest {
    /// The digest of a file's content. It blocks.
    package static func ofFile(
        _ path: String, _ algorithm: Algorithm = .sha256
    ) throws(SystemError) -> String {
        try of(
            Descriptor(owning: try retrying("open", path) { open(path, O_RDONLY | O_CLOEXEC) }), named: path, algorithm)
    }

    /// The digest of all that is in an open file, wherever it is read at the moment. It blocks.
    package static func of(
        _ file: Descriptor, named path: String, _ algorithm: Algorithm = .sha256
    ) throws(SystemError) -> String {
        let digest = Digest(algorithm)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        var offset = 0
        while true {
            let count = try retrying("pread", path) { pread(file.raw, buffer.baseAddress, buffer.count, off_t(offset)) }
            if count == 0 { return digest.finish() }
            digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += count
        }
    }
}
