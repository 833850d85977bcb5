import FoundationEssentials
import Glibc
import Offload

/// Something that explains what a machine did: a file's name and its content.
public struct Artifact: Sendable, Hashable {
    /// Such as `console.log`.
    public var name: String
    /// What the file holds.
    public var contents: [UInt8]

    /// A file of this name.
    public init(_ name: String, _ contents: [UInt8]) {
        self.name = name
        self.contents = contents
    }

    /// A file with this text.
    public init(_ name: String, text: String) { self.init(name, Array(text.utf8)) }

    /// The content as text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: contents, as: UTF8.self) }

    /// Writes it into a directory, which is made where it is not there, for nobody else to read; an older file of the name
    /// is replaced.
    public func write(to directory: String) throws(MachineError) {
        let path = directory + "/" + name
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            // The older one may be open to others, or be a link to somewhere else.
            unlink(path)
            let file = Descriptor(
                owning: try retrying("open", path) {
                    open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
                })
            var rest = contents[...]
            while !rest.isEmpty {
                let count = try retrying("write", path) {
                    rest.withUnsafeBytes { Glibc.write(file.raw, $0.baseAddress, $0.count) }
                }
                rest = rest.dropFirst(count)
            }
        } catch {
            throw MachineError(.hostNotReady, "\(name) could not be written to \(directory)", cause: error)
        }
    }
}

extension Artifact {
    /// What those of a machine may be called (``Machine/artifacts(limits:)``): who makes room for new ones removes these.
    package static let names = [
        "commands.txt", "console.log", "dmesg.txt", "domain.xml", "journal.txt", "manifest.txt", "screenshot.png",
        "screenshot.ppm", "timeline.txt", "vmi.json",
    ]
}

extension [UInt8] {
    /// The last so many bytes, and a line that says how many there were before.
    func clipped(to most: Int) -> [UInt8] {
        if count <= most { return self }
        return Array("[\(count - most) bytes before this are left out]\n".utf8) + suffix(most)
    }
}
