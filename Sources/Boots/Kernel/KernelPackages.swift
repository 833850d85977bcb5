import Archive
import Digests
import Host
import Machines
import Offload

/// Kernels, and busybox, out of packages of distributions, each unpacked once: `DIGEST` holds `boot`, `lib/modules` and
/// `bin/busybox` of the package with that sum.
struct KernelPackages: Sendable {
    /// What packages are.
    enum Format: Equatable { case deb, rpm }

    let directory: String

    /// Makes the directories of which `directory` is one; called before anything is put into it.
    var prepare: @Sendable () throws -> Void = {}

    private var cache: BootCache { BootCache(directory: directory) }

    /// No package unpacks to as much.
    private static let mostBytes = 4 << 30

    /// Where the package's files are.
    func unpacked(_ package: String, _ format: Format) async throws(MachineError) -> String {
        do {
            try prepare()
            let key = try await blocking { () throws(SystemError) in try Digest.ofFile(package) }
            return try await cache.kept(key) { place in
                try await blocking { try unpack(package, format, to: place) }
                try await index(place)
            }
        } catch {
            throw .wrapping(error, .invalidInput, "the package \(package) cannot be unpacked to \(directory)")
        }
    }

    /// Where a build tree's modules are as they would be installed.
    func laidOut(_ modules: KernelTreeModules) async throws(MachineError) -> String {
        do {
            try prepare()
            let key = await blocking { modules.key }
            let place = try await cache.kept(key) { place in
                try await blocking { () throws(SystemError) in try modules.layOut(in: place) }
                try await index(place)
            }
            return place + "/lib/modules/" + modules.version
        } catch {
            throw .wrapping(error, .invalidInput, "the modules of \(modules.tree) cannot be laid out in \(directory)")
        }
    }

    private func unpack(_ package: String, _ format: Format, to place: String) throws {
        // There may be nothing in it that is kept.
        try FileSystem.makeDirectory(place)
        let files = try files(of: package, format)
        var total = 0
        var isEmpty = true
        while let entry = try files.next() {
            isEmpty = false
            let path = entry.path.split(separator: "/").filter { $0 != "." }.map(String.init)
            guard case .file = entry.kind, !path.contains(".."), let target = Self.target(path) else { continue }
            let bytes = try files.contents()
            total += bytes.count
            guard total < Self.mostBytes else {
                throw MachineError(
                    .invalidInput, "the package \(package) unpacks to more than \(Self.mostBytes) bytes")
            }
            let file = place + "/" + target
            try FileSystem.makeDirectory(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
            try FileSystem.write(bytes, to: file, synced: false)
        }
        // To libarchive what ends in its headers is an empty archive.
        if isEmpty { throw MachineError(.invalidInput, "nothing is in the package \(package); it is damaged") }
    }

    /// What is in a package: of an rpm libarchive itself passes over the lead and the headers, and a deb holds an archive.
    private func files(of package: String, _ format: Format) throws -> ArchiveReader {
        let outer = try ArchiveReader(path: package)
        guard format == .deb else { return outer }
        while let member = try outer.next() {
            guard member.path.hasPrefix("data.tar") else { continue }
            return try ArchiveReader(bytes: try outer.contents(), named: "\(package): \(member.path)")
        }
        throw MachineError(.invalidInput, "the package \(package) has no data.tar; it is damaged")
    }

    /// Where a package's busybox is, from the place that it is unpacked at.
    static let busybox = "/bin/busybox"

    /// Where a file of the package is kept; nil for those that no boot needs.
    static func target(_ path: [String]) -> String? {
        let path = path.first == "usr" ? Array(path.dropFirst()) : path
        switch path.first {
        case "bin" where "/" + path.joined(separator: "/") == busybox: return path.joined(separator: "/")
        case "boot" where path.count == 2: return path.joined(separator: "/")
        case "lib" where path.count > 3 && path[1] == "modules": return path.joined(separator: "/")
        default: return nil
        }
    }

    /// What the package's script would have done where it is installed.
    private func index(_ place: String) async throws {
        for version in FileSystem.names(in: place + "/lib/modules") {
            guard let depmod = FileSystem.program("depmod") else {
                throw MachineError(
                    .hostNotReady,
                    "depmod is not installed, which finds out what modules need. Install the package kmod.")
            }
            let result = try await Child.run(depmod, ["-b", place, version], limit: .seconds(300))
            guard result.end == .exited(0) else {
                throw MachineError(.hostNotReady, "depmod -b \(place) \(version) failed: \(result.output.suffix(500))")
            }
        }
    }
}
