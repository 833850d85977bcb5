import CLinux
import Glibc
import Offload

/// An open file that somebody else made.
struct SourceFile: Sendable {
    let path: String
    /// What errors call it: its path, and the member of an archive that it was.
    let place: String
    let descriptor: Descriptor
    let size: Int64

    init(_ path: String, place: String? = nil) throws(DiskFormatError) {
        self.path = path
        self.place = place ?? path
        do throws(SystemError) {
            // A pipe would wait for its writer.
            descriptor = Descriptor(
                owning: try retrying("open", path) { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) })
        } catch {
            throw .unreadable(self.place, error)
        }
        size = try Self.size(of: descriptor, self.place)
    }

    /// The size of a regular file; anything else is refused.
    static func size(of file: Descriptor, _ place: String) throws(DiskFormatError) -> Int64 {
        var status = stat()
        guard fstat(file.raw, &status) == 0 else { throw .unreadable(place, SystemError("fstat")) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw DiskFormatError(.noImage, "\(place) is no regular file. Name a file that holds an image.")
        }
        return Int64(status.st_size)
    }

    /// Fewer than asked for at the end.
    func bytes(at offset: Int64, count: Int) throws(DiskFormatError) -> Bytes {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try bytes.withUnsafeMutableBufferPointer { buffer throws(DiskFormatError) in
            try Self.read(descriptor, into: UnsafeMutableRawBufferPointer(buffer), at: offset, place)
        }
        return Bytes(Array(bytes.prefix(read)))
    }

    static func read(
        _ file: Descriptor, into buffer: UnsafeMutableRawBufferPointer, at offset: Int64, _ place: String
    ) throws(DiskFormatError) -> Int {
        var filled = 0
        do throws(SystemError) {
            while filled < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                let count = try retrying("pread", place) {
                    pread(file.raw, rest.baseAddress, rest.count, off_t(offset) + off_t(filled))
                }
                if count == 0 { break }
                filled += count
            }
        } catch {
            throw .unreadable(place, error)
        }
        return filled
    }
}

extension DiskFormatError {
    static func unreadable(_ place: String, _ cause: any Error) -> DiskFormatError {
        DiskFormatError(.unreadable, "\(place) cannot be read. Look at its permissions and its disk.", cause: cause)
    }
}
