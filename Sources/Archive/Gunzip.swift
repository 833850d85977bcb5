import CZlib

/// Unpacks gzip (RFC 1952), piece by piece, and checks its sums, which libarchive does not.
///
/// It blocks and belongs to one thread: run it off the cooperative pool.
package final class Gunzip {
    private let name: String
    private let read: () throws -> UnsafeRawBufferPointer?
    // zlib keeps the stream's address.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 4096)
    private var isWithinMember = true

    /// Takes what the closure hands out, nil at the end; each piece stays valid until the next is asked for. What it
    /// throws comes back as the ``ArchiveError/cause``.
    package init(named name: String, from read: @escaping () throws -> UnsafeRawBufferPointer?) {
        self.name = name
        self.read = read
        stream.initialize(to: z_stream())
        // It only fails for want of memory.
        precondition(mayfly_gunzip_init(stream) == Z_OK, "out of memory")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// The next piece, valid until the one after it; nil at the end.
    package func next() throws(ArchiveError) -> UnsafeRawBufferPointer? {
        while true {
            if stream.pointee.avail_in == 0, try !refill() {
                if isWithinMember { throw damaged("it is cut off") }
                return nil
            }
            if !isWithinMember {
                // A file may be several, one after the other; padding and what else follows is no part of it.
                guard stream.pointee.next_in.pointee == 0x1F else { return nil }
                inflateReset(stream)
                isWithinMember = true
            }
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(output.count)
            let result = inflate(stream, Z_NO_FLUSH)
            switch result {
            case Z_OK, Z_BUF_ERROR: break
            case Z_STREAM_END: isWithinMember = false
            default:
                throw damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib's error \(result)")
            }
            let count = output.count - Int(stream.pointee.avail_out)
            if count > 0 { return UnsafeRawBufferPointer(rebasing: output[..<count]) }
        }
    }

    /// False at the end.
    private func refill() throws(ArchiveError) -> Bool {
        do {
            while let bytes = try read() {
                guard let start = bytes.baseAddress, !bytes.isEmpty else { continue }
                // zlib does not write there; its type says so only in a later version.
                stream.pointee.next_in = UnsafeMutablePointer(
                    mutating: start.assumingMemoryBound(to: UInt8.self))
                stream.pointee.avail_in = UInt32(bytes.count)
                return true
            }
            return false
        } catch {
            throw ArchiveError(.read, archive: name, reason: "its bytes cannot be read", cause: error)
        }
    }

    private func damaged(_ reason: String) -> ArchiveError {
        ArchiveError(.damaged, archive: name, reason: reason)
    }
}
