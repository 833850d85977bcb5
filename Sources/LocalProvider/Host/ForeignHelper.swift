import Digests
import GuestHelper
package import Host
package import Images
package import KubeVirt
package import Machines
import Offload

/// The guest helper for another architecture than this host's: compiled once of the sources that this program carries, by
/// the host's compiler for that architecture. `ARCHITECTURE-KEY` in the directory is one; the key changes with the sources,
/// the flags and the compiler, and then the next one takes its place.
package struct ForeignHelper: Sendable {
    let directory: String
    /// Where the compiler is looked for.
    var path = FileSystem.programPath

    package init(_ directories: HostDirectories) { directory = directories.cache + "/helpers" }

    /// The helper, compiled when it is not there.
    package func binary(for architecture: Architecture) async throws(MachineError) -> HelperBinary {
        guard let compiler = CrossCompiler(for: architecture) else {
            throw MachineError(.unsupported, "there is no guest helper for \(architecture.rawValue)")
        }
        guard let program = FileSystem.program(compiler.program, path: path) else {
            throw MachineError(
                .hostNotReady,
                "the guest helper for \(architecture.rawValue) is compiled on this host, and there is no "
                    + "\(compiler.program) here. \(compiler.remedy)")
        }
        do {
            let version = try await Child.run(program, ["--version"], limit: .seconds(20)).output
            let key = await blocking { Self.key(version) }
            let name = "\(architecture.rawValue)-\(key)"
            let file = "\(directory)/\(name)"
            if let bytes = await blocking({ try? FileSystem.read(file) }) { return Self.helper(key, bytes) }
            try await blocking { () throws(SystemError) in try FileSystem.makeDirectory(directory) }
            // The kernel frees it, whoever dies.
            let lock = try await FileLock.waiting(for: directory + "/lock")
            defer { lock.release() }
            // Another process may have made it while we waited.
            if let bytes = await blocking({ try? FileSystem.read(file) }) { return Self.helper(key, bytes) }
            return Self.helper(key, try await compile(compiler, by: program, key, to: file, for: architecture))
        } catch {
            throw .wrapping(
                error, .hostNotReady,
                "the guest helper for \(architecture.rawValue) cannot be compiled in \(directory)")
        }
    }

    /// Compiles in a directory that is gone afterwards; only the holder of the lock does.
    private func compile(
        _ compiler: CrossCompiler, by program: String, _ key: String, to file: String, for architecture: Architecture
    ) async throws -> [UInt8] {
        let work = directory + "/work"
        try await blocking { () throws(SystemError) in
            // What a process left that was killed, and those that this one replaces.
            try FileSystem.remove(work)
            for name in FileSystem.names(in: directory) where name.hasPrefix(architecture.rawValue + "-") {
                try FileSystem.remove("\(directory)/\(name)")
            }
            try FileSystem.makeDirectory(work)
            for source in GuestHelper.sources {
                try FileSystem.write(source.bytes, to: "\(work)/\(source.name)", synced: false)
            }
        }
        defer { try? FileSystem.remove(work) }
        let sources = GuestHelper.sources.map(\.name).filter { $0.hasSuffix(".c") }.map { "\(work)/\($0)" }
        // Another compiler warns of other things, and nobody here can mend them.
        let flags = GuestHelper.flags.filter { $0 != "-Werror" }
        let output = work + "/helper"
        let result = try await Child.run(
            program, flags + ["-w", "-DBUILD_ID=\"\(key)\"", "-o", output] + sources, limit: .seconds(600))
        guard result.end == .exited(0) else {
            let lacksLibrary = result.output.contains("-lc") || result.output.contains("fatal error: ")
            throw MachineError(
                .hostNotReady,
                "\(program) could not build the guest helper for \(architecture.rawValue)"
                    + (lacksLibrary ? ": the C library is missing. \(compiler.remedy)" : "")
                    + "\n\(result.output.suffix(2000))")
        }
        return try await blocking { () throws(SystemError) in
            let bytes = try FileSystem.read(output)
            try FileSystem.write(bytes, to: file)
            return bytes
        }
    }

    private static func helper(_ key: String, _ bytes: [UInt8]) -> HelperBinary {
        HelperBinary(buildID: key) { bytes }
    }

    /// Of everything that the program is made of, of as many digits as the helper's own build id.
    private static func key(_ version: String) -> String {
        let digest = Digest()
        digest.update(version)
        for flag in GuestHelper.flags { digest.update(flag) }
        for source in GuestHelper.sources {
            digest.update(source.name)
            digest.update("\(source.bytes.count)")
            digest.update(source.bytes)
        }
        return String(digest.finish().prefix(32))
    }
}
