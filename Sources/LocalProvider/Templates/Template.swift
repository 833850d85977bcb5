import CLinux
import Digests
import FoundationEssentials
import Host
import Machines
import Offload

/// A machine that was booted once, got ready and was frozen: what forks go on from.
///
/// Its memory, its state and its disks are never written again. It is in use for as long as somebody has this value.
final class Template: Sendable {
    /// Where its files are.
    let path: String
    let manifest: TemplateManifest
    /// Shared by all who use it; whoever removes it wants it alone.
    private let use: FileLock
    /// Whether it is removed with its last user: one that was made of a running machine.
    private let isPassing: Bool

    init(path: String, manifest: TemplateManifest, use: FileLock, isPassing: Bool = false) {
        self.path = path
        self.manifest = manifest
        self.use = use
        self.isPassing = isPassing
    }

    deinit {
        use.release()
        if isPassing { TemplateStore.removeUnused(path) }
    }

    var state: String { path + "/" + TemplateManifest.stateName }
    /// Nil where the memory is part of the state, and forks share none of it.
    var memory: String? { manifest.memory }
    var variables: String? { manifest.hasVariables ? path + "/" + TemplateManifest.variablesName : nil }

    var disks: FrozenDisks {
        FrozenDisks(
            directory: path,
            disks: manifest.disks.mapValues { disk in
                FrozenDisks.Disk(
                    path: path + "/" + disk.file.name,
                    emptyOverlay: path + "/" + disk.file.name + TemplateManifest.emptySuffix)
            }, bases: manifest.bases)
    }
}

/// What is known of a template, kept beside its files.
struct TemplateManifest: Sendable, Codable, Hashable {
    static let fileName = "template.json"
    static let stateName = "state"
    static let memoryName = "memory"
    static let variablesName = "variables"
    static let diskSuffix = ".qcow2"
    static let emptySuffix = ".empty"

    /// A file as it was when the template was made; a file that differs is another's, or damaged.
    struct File: Sendable, Codable, Hashable {
        /// Its name in the template's directory, or its path where it lies elsewhere.
        var name: String
        /// Bytes.
        var size: Int64
        var inode: UInt64
        /// Nanoseconds since 1970.
        var modified: Int64
    }

    struct Disk: Sendable, Codable, Hashable {
        var file: File
    }

    /// What it is found by.
    var key: String
    /// What the key was made of, in words.
    var facts: [String: String]
    /// The fixture's name.
    var fixture: String
    /// Seconds since 1970.
    var created: Double
    /// What its boot took, in seconds.
    var bootSeconds: Double
    /// The guest's memory in bytes.
    var guestMemory: Int64
    /// How much of the memory file is not empty, in bytes.
    var touchedMemory: Int64
    /// The memory file's path; nil where the memory is part of the state.
    var memory: String?
    var memoryFile: File?
    var state: File
    /// SHA-256 of the state.
    var stateDigest: String
    var disks: [String: Disk]
    var hasVariables: Bool
    /// Images and templates that the disks lie on.
    var bases: [String]
    /// The public key by which it was logged in to, which is none of its forks'.
    var login: String?

    static func load(from directory: String) -> TemplateManifest? {
        guard let bytes = try? FileSystem.read(directory + "/" + fileName) else { return nil }
        return try? JSONDecoder().decode(TemplateManifest.self, from: Data(bytes))
    }

    func save(to directory: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        try FileSystem.write(Array(try encoder.encode(self)), to: directory + "/" + Self.fileName)
    }

    /// What is wrong with the template's files; nil when they are as they were.
    func damage(in directory: String) -> String? {
        for file in [state] + disks.values.map(\.file) + (memoryFile.map { [$0] } ?? []) {
            let path = file.name.hasPrefix("/") ? file.name : directory + "/" + file.name
            guard let found = File(path, called: file.name) else { return "\(path) is gone" }
            if found.size != file.size { return "\(path) has \(found.size) bytes instead of \(file.size)" }
            if found != file { return "\(path) was changed, or is another file" }
        }
        return nil
    }
}

extension TemplateManifest {
    /// What is wrong with the state's content, which is small enough to be read before each fork: a state that is not what
    /// it was would have QEMU load nonsense.
    func stateDamage(in directory: String) -> String? {
        let path = directory + "/" + Self.stateName
        return (try? Digest.ofFile(path)) == stateDigest ? nil : "\(path) holds something else than was written"
    }
}

extension TemplateManifest.File {
    /// A file as it is now; nil when it is not there.
    init?(_ path: String, called name: String) {
        guard let status = FileSystem.status(path) else { return nil }
        self.init(
            name: name, size: Int64(status.st_size), inode: UInt64(status.st_ino),
            modified: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec))
    }
}
