import CLinux
import Glibc
import Offload

/// A file's bytes, without reading its holes. All work on an import goes through one of these, so it tells the progress
/// and looks whether to stop.
final class FilePieces: PieceSource {
    private let file: SourceFile
    private let stop: Stopper
    private let progress: (Double) -> Void
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    private var position: Int64 = 0
    private var dataEnd: Int64 = 0

    init(_ file: SourceFile, stop: Stopper, progress: @escaping (Double) -> Void) {
        self.file = file
        self.stop = stop
        self.progress = progress
    }

    deinit { buffer.deallocate() }

    func next() throws(DiskFormatError) -> Piece? {
        try stop.check(file.place)
        guard position < file.size else { return nil }
        progress(Double(position) / Double(file.size))
        if position >= dataEnd {
            let data = nextData()
            if data > position {
                defer { position = data }
                return .hole(data - position)
            }
            // A file system that knows no holes has data to the end.
            let hole = Int64(mayfly_next_hole(file.descriptor.raw, off_t(position)))
            dataEnd = hole > position ? min(hole, file.size) : file.size
        }
        let wanted = UnsafeMutableRawBufferPointer(
            rebasing: buffer[..<Int(min(Int64(buffer.count), dataEnd - position))])
        let count = try SourceFile.read(file.descriptor, into: wanted, at: position, file.place)
        guard count > 0 else {
            throw DiskFormatError(.damaged, "\(file.place) became shorter while it was read. Try again.")
        }
        position += Int64(count)
        return .bytes(UnsafeRawBufferPointer(rebasing: wanted[..<count]))
    }

    private func nextData() -> Int64 {
        let found = Int64(mayfly_next_data(file.descriptor.raw, off_t(position)))
        if found >= 0 { return min(found, file.size) }
        return errno == ENXIO ? file.size : position
    }
}
