import Archive
import Glibc
import Offload
import Synchronization

/// Takes the one disk, or another file, out of a layer. It blocks; ``stop()`` ends it from any thread.
final class DiskExtraction: Sendable {
    /// What the file is in words.
    enum Kind: String, Sendable { case disk, file }

    private let subject: String
    private let kind: Kind
    private let most: Int64?
    private let isStopped = Atomic(false)

    /// What is passed over has to be uncompressed too; a small layer may say that it holds the world.
    private static let mostMembers = 1_000_000
    private static let mostBytes: Int64 = 16 << 40

    init(_ subject: String, _ kind: Kind, most: Int64?) {
        self.subject = subject
        self.kind = kind
        self.most = most
    }

    func stop() { isStopped.store(true, ordering: .releasing) }

    struct Found: Sendable {
        let name: String
        let size: Int64
    }

    /// The disk that the layer has, written to a file; nil when it has none.
    func run(_ layer: String, _ contents: inout LayerContents, to path: String) throws(RegistryError) -> Found? {
        var found: Found?
        var whiteouts: [String] = []
        do {
            let reader = try ArchiveReader(path: layer)
            var (members, bytes) = (0, Int64(0))
            while let entry = try reader.next() {
                try checkStopped()
                members += 1
                if case .file(let size) = entry.kind {
                    bytes = bytes.addingReportingOverflow(max(0, size)).partialValue
                }
                guard members <= Self.mostMembers, bytes >= 0, bytes <= Self.mostBytes else {
                    throw RegistryError(
                        .tooLarge, subject, "a layer unpacks to more than \(Self.mostBytes) bytes or a million files")
                }
                guard case .disk(let name) = try contents.read(entry.path, from: &whiteouts) else { continue }
                switch entry.kind {
                case .file(let size):
                    if let found { throw several(found.name, name) }
                    found = Found(name: name, size: try write(reader, entry.path, name, size, to: path))
                case .symlink(let target):
                    throw noDisk("the file \(entry.path) is a link to \(target); a \(kind) must be the file itself")
                case .directory: continue
                default:
                    throw noDisk("\(entry.path) is a device, and no \(kind == .disk ? "file with a disk" : "file")")
                }
            }
        } catch let error as RegistryError {
            throw error
        } catch let error as LayerContents.Escape {
            throw RegistryError(.damaged, subject, "a layer has the name ‘\(error.path)’, which leads out of it")
        } catch let error as ArchiveError {
            throw RegistryError(.damaged, subject, "a layer is no archive that can be read", cause: error)
        } catch {
            throw RegistryError(.damaged, subject, "a layer cannot be read", cause: error)
        }
        contents.endLayer(whiteouts)
        return found
    }

    private func write(
        _ reader: ArchiveReader, _ member: String, _ name: String, _ size: Int64, to path: String
    ) throws -> Int64 {
        guard size > 0 else { throw noDisk("the file \(member) is empty, or a link to another") }
        if let most, size > most { throw tooLarge(name, size, most) }
        let file = Descriptor(
            owning: try writing(path) { open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600) })
        var place: Int64 = 0
        while let chunk = try reader.chunk() {
            try checkStopped()
            if let most, place + Int64(chunk.count) > most { throw tooLarge(name, place + Int64(chunk.count), most) }
            // Holes stay holes: the disk of an empty machine is mostly zeros.
            if !chunk.isZero { try write(chunk, file, at: place, path) }
            place += Int64(chunk.count)
        }
        let end = place
        _ = try writing(path) { ftruncate(file.raw, off_t(end)) }
        return place
    }

    private func write(_ chunk: [UInt8], _ file: Descriptor, at place: Int64, _ path: String) throws(RegistryError) {
        var done = 0
        while done < chunk.count {
            let start = done
            done += try writing(path) {
                chunk.withUnsafeBytes { bytes in
                    pwrite(
                        file.raw, bytes.baseAddress.map { $0 + start }, bytes.count - start,
                        off_t(place) + off_t(start))
                }
            }
        }
    }

    private func writing<Result: FixedWidthInteger & SignedInteger>(
        _ path: String, _ body: () -> Result
    ) throws(RegistryError) -> Result {
        do throws(SystemError) { return try retrying("write", path, body) } catch {
            let isFull = error.number == ENOSPC || error.number == EDQUOT
            throw RegistryError(
                isFull ? .diskFull : .file, subject,
                isFull
                    ? "there is no room for its \(kind) at \(path); free some space there, or choose another directory"
                    : "its \(kind) cannot be written to \(path)", cause: error)
        }
    }

    private func checkStopped() throws(RegistryError) {
        if isStopped.load(ordering: .acquiring) { throw RegistryError(.cancelled, subject, "was cancelled") }
    }

    private func noDisk(_ message: String) -> RegistryError { RegistryError(.noDisk, subject, message) }

    private func several(_ first: String, _ second: String) -> RegistryError {
        noDisk("has more than one disk: /disk/\(first) and /disk/\(second); name one of them as path")
    }

    private func tooLarge(_ name: String, _ size: Int64, _ most: Int64) -> RegistryError {
        RegistryError(
            .tooLarge, subject, "its \(kind) \(name) has \(size) bytes or more, and at most \(most) are taken")
    }
}

extension [UInt8] {
    /// Equal to itself one byte further on, and zero at its beginning.
    fileprivate var isZero: Bool {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return true }
            return bytes[0] == 0 && memcmp(start, start + 1, bytes.count - 1) == 0
        }
    }
}
