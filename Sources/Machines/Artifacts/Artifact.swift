import FoundationEssentials

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

    /// Writes it into a directory, which is made where it is not there; an older file of the name is replaced.
    public func write(to directory: String) throws(MachineError) {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try Data(contents).write(to: URL(filePath: directory + "/" + name))
        } catch {
            throw MachineError(.hostNotReady, "\(name) could not be written to \(directory)", cause: error)
        }
    }
}

extension [UInt8] {
    /// The last so many bytes, and a line that says how many there were before.
    func clipped(to most: Int) -> [UInt8] {
        if count <= most { return self }
        return Array("[\(count - most) bytes before this are left out]\n".utf8) + suffix(most)
    }
}
