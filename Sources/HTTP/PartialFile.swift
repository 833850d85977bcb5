import Glibc
import Offload

/// A file that is being fetched, and the note of where it comes from. It blocks and is used by one thread at a time.
final class PartialFile {
    private let path: String
    private let descriptor: Descriptor
    /// A device has no length that could be cut.
    private let isRegular: Bool
    private let hashing: HashingThread
    private var origin: FileOrigin?
    /// Bytes that are in the file.
    private var written: Int64
    /// How much of them the sums know.
    private var hashed: Int64 = 0
    private var piece: HashingThread.Piece?
    private(set) var resumedAt: Int64 = 0
    private var wasAsked = false

    init(_ path: String, of address: WebAddress, hashing: HashingThread) throws(SystemError) {
        self.path = path
        self.hashing = hashing
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        descriptor = Descriptor(owning: try retrying("open", path) { open(path, flags, 0o600) })
        var status = stat()
        let raw = descriptor.raw
        try retrying("fstat", path) { fstat(raw, &status) }
        written = Int64(status.st_size)
        origin = Self.readOrigin(path).flatMap { $0.address == FileOrigin.digest(of: address) ? $0 : nil }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        if origin?.validator == nil {
            (written, origin) = (0, nil)
            try cut()
        }
    }

    deinit {
        if let piece { hashing.drop(piece) }
    }

    /// All that came, also what is not written yet.
    var size: Int64 { written + Int64(piece?.count ?? 0) }
    var total: Int64? { origin?.total }

    /// The lines of a request for what is missing; none when all of it is.
    func conditions() -> [HTTPRequest.Header] {
        defer { wasAsked = true }
        guard let validator = origin?.validator, written > 0 else { return [] }
        // All there, but not known to be: one byte is asked for, because none cannot be.
        if let total, written >= total { written = max(0, total - 1) }
        if !wasAsked { resumedAt = written }
        return written == 0 ? [] : [.init("Range", "bytes=\(written)-"), .init("If-Range", validator)]
    }

    func startAnew(_ origin: FileOrigin) throws(SystemError) {
        (written, hashed, resumedAt) = (0, 0, 0)
        try cut()
        hashing.restart()
        // Before the first byte, or a file could be taken for another's beginning. Not for a file that cannot be
        // recognized.
        self.origin = origin
        if origin.validator != nil { try writeOrigin() } else { unlink(Self.originPath(path)) }
    }

    /// False when this is not what is missing of the same file.
    func goOn(_ range: ContentRange, _ head: HTTPHead) throws(SystemError) -> Bool {
        guard let origin, range.start == written, written > 0 else { return false }
        if let total = origin.total, let other = range.total, total != other { return false }
        if let other = FileOrigin.validator(of: head), other != origin.validator { return false }
        try cut()
        if hashed != written {
            hashing.restart()
            hashing.takeBeginning(of: descriptor, bytes: written)
            hashed = written
        }
        return true
    }

    /// What lies behind the bytes that count is no part of the file.
    private func cut() throws(SystemError) {
        guard isRegular else { return }
        let (raw, length) = (descriptor.raw, off_t(written))
        try retrying("ftruncate", path) { ftruncate(raw, length) }
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes
        while !rest.isEmpty {
            if piece == nil { piece = hashing.makePiece() }
            let taken = piece?.take(rest) ?? 0
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
            if piece?.isFull == true { try flush() }
        }
    }

    func flush() throws(SystemError) {
        guard let piece, piece.count > 0 else { return }
        self.piece = nil
        do throws(SystemError) {
            var done = 0
            while done < piece.count {
                let (raw, start, count, place) = (descriptor.raw, piece.bytes + done, piece.count - done, written)
                let wrote = try retrying("write", path) { pwrite(raw, start, count, off_t(place)) }
                done += wrote
                written += Int64(wrote)
            }
        } catch {
            // What the sums do not know is written again.
            written = hashed
            hashing.drop(piece)
            throw error
        }
        hashed += Int64(piece.count)
        hashing.take(piece)
    }

    /// The file is whole, or not what it was taken for: the next one starts anew.
    func forgetOrigin() {
        origin = nil
        unlink(Self.originPath(path))
    }

    static func discard(_ path: String) {
        unlink(path)
        unlink(originPath(path))
    }

    private static func originPath(_ path: String) -> String { path + ".origin" }

    private static func readOrigin(_ path: String) -> FileOrigin? {
        let number = open(originPath(path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(file.raw, &bytes, bytes.count)
        return count > 0 ? FileOrigin(reading: String(decoding: bytes[..<count], as: UTF8.self)) : nil
    }

    private func writeOrigin() throws(SystemError) {
        guard let origin else { return }
        let name = Self.originPath(path)
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
        let file = Descriptor(owning: try retrying("open", name) { open(name, flags, 0o600) })
        let bytes = Array(origin.text.utf8)
        // A torn note cannot be read, and then the file starts anew.
        try retrying("write", name) { write(file.raw, bytes, bytes.count) }
    }
}
