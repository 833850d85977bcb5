import Archive
import Digests
import FoundationEssentials
import Glibc
import Host
package import Machines
import Offload

/// A recorded boot as one file: a tar archive, compressed by zstd.
package struct RecordingArchive: Sendable {
    static let head = "recording.json"
    /// No recording is as large.
    private static let mostBytes: Int64 = 64 << 30

    package let path: String

    package init(_ path: String) { self.path = path }

    /// Writes the archive whole or not at all; the files are read where they are.
    func write(_ recording: Recording, _ files: [Recording.Member: String]) async throws {
        var recording = recording
        recording.digests = try await blocking {
            var digests: [String: String] = [:]
            for (member, file) in files { digests[member.rawValue] = try Digest.ofFile(file) }
            return digests
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let description = Array(try encoder.encode(recording))
        let path = path
        try await blocking {
            let unfinished = path + FileSystem.unfinished + String(UInt64.random(in: 0 ... .max), radix: 36)
            let file = Descriptor(
                owning: try retrying("open", unfinished) {
                    open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
                })
            do {
                let archive = try ArchiveWriter(to: file.raw, named: path, format: .tar, compression: .zstd)
                try archive.append(file: Self.head, contents: description, permissions: 0o600)
                for (member, source) in files.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    try archive.append(file: member.rawValue, contentsOf: source, permissions: 0o600)
                }
                try archive.close()
                try retrying("rename", path) { rename(unfinished, path) }
            } catch {
                unlink(unfinished)
                throw error
            }
        }
    }

    /// What the archive says of itself; only its beginning is read.
    package func description() async throws(MachineError) -> Recording {
        let path = path
        try checkIsFile(path, "recording")
        do {
            return try await blocking {
                let archive = try ArchiveReader(path: path)
                guard let first = try archive.next(), first.path == Self.head else {
                    throw MachineError(.invalidInput, "\(path) is no recording of mayfly boot --record")
                }
                let recording = try JSONDecoder().decode(
                    Recording.self, from: Data(try archive.contents(limit: 16 << 20)))
                guard recording.format == Recording.currentFormat else {
                    throw MachineError(
                        .invalidInput,
                        "\(path) has the form \(recording.format), and this Mayfly reads \(Recording.currentFormat); use the "
                            + "Mayfly that has recorded it")
                }
                return recording
            }
        } catch {
            throw .wrapping(error, .invalidInput, "\(path) is no recording of mayfly boot --record, or is damaged")
        }
    }

    /// Unpacks it into the cache, once for all times that it is run again, and returns where it lies there.
    package func unpacked(in cache: String) async throws(MachineError) -> String {
        let directory = cache + "/recordings"
        do {
            let path = path
            let key = try await blocking { () throws(SystemError) in try Digest.ofFile(path) }
            let recording = try await description()
            return try await BootCache(directory: directory).kept(key) { place in
                try await blocking {
                    try FileSystem.makeDirectory(place)
                    try unpack(recording, to: place)
                }
            }
        } catch {
            throw .wrapping(error, .invalidInput, "the recording \(path) cannot be unpacked to \(directory)")
        }
    }

    private func unpack(_ recording: Recording, to place: String) throws {
        let archive = try ArchiveReader(path: path)
        var total: Int64 = 0
        while let entry = try archive.next() {
            guard let member = Recording.Member(rawValue: entry.path) else { continue }
            let file = "\(place)/\(member.rawValue)"
            let target = Descriptor(
                owning: try retrying("open", file) { open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) })
            while let chunk = try archive.chunk() {
                total += Int64(chunk.count)
                guard total < Self.mostBytes else {
                    throw MachineError(.invalidInput, "\(path) unpacks to more than \(Self.mostBytes) bytes")
                }
                var rest = chunk[...]
                while !rest.isEmpty {
                    let count = try retrying("write", file) {
                        rest.withUnsafeBytes { Glibc.write(target.raw, $0.baseAddress, $0.count) }
                    }
                    rest = rest.dropFirst(count)
                }
            }
        }
        for member in Recording.Member.allCases {
            let file = "\(place)/\(member.rawValue)"
            guard let digest = recording.digests[member.rawValue] else {
                guard Recording.Member.needed.contains(member) else { continue }
                throw MachineError(.invalidInput, "\(path) says nothing of its \(member.rawValue); it is damaged")
            }
            guard FileSystem.exists(file) else {
                throw MachineError(.invalidInput, "\(member.rawValue) is missing in \(path); it is damaged")
            }
            guard try Digest.ofFile(file) == digest else {
                throw MachineError(
                    .invalidInput, "\(member.rawValue) in \(path) is not what was recorded; it is damaged")
            }
        }
    }
}
