import Glibc
package import Offload

/// Reads a body from its beginning to its end, or from any place on. It blocks and belongs to one thread.
package final class BodyReader {
    private let parts: [HTTPBody.Part]
    private var part = 0
    /// How much of the part at hand was read.
    private var done: Int64 = 0
    private var open: Descriptor?

    package init(_ body: HTTPBody) { parts = body.parts }

    /// Fills the buffer as far as it can at once; 0 at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        while part < parts.count {
            let rest = parts[part].count - done
            let wanted = Int(min(Int64(buffer.count), rest))
            guard wanted > 0 else {
                if rest > 0 { return 0 }
                (part, done, open) = (part + 1, 0, nil)
                continue
            }
            let count = try copy(wanted, of: parts[part], to: buffer)
            done += Int64(count)
            return count
        }
        return 0
    }

    private func copy(
        _ wanted: Int, of part: HTTPBody.Part, to buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        switch part {
        case .bytes(let bytes):
            buffer.copyBytes(from: bytes[Int(done)..<Int(done) + wanted])
            return wanted
        case .file(let path, let offset, _):
            let file: Descriptor
            if let open {
                file = open
            } else {
                file = Descriptor(owning: try retrying("open", path) { Glibc.open(path, O_RDONLY | O_CLOEXEC) })
                open = file
            }
            let place = offset + done
            let count = try retrying("read", path) { pread(file.raw, buffer.baseAddress, wanted, off_t(place)) }
            // Shorter than it was: an end of the file where the request's head has promised more.
            guard count > 0 else { throw SystemError("read", subject: path, number: ESTALE) }
            return count
        }
    }

    package func seek(to offset: Int64) {
        (part, done, open) = (0, offset, nil)
        while part < parts.count, done >= parts[part].count {
            done -= parts[part].count
            part += 1
        }
    }
}
