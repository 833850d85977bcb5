import FoundationEssentials
import Glibc

/// The host's C compiler: `CC` when it is set, else clang, else cc.
struct Compiler {
    let path: String

    static let flags = [
        "-std=c11", "-D_GNU_SOURCE", "-D_FILE_OFFSET_BITS=64", "-D_TIME_BITS=64", "-Os", "-ffunction-sections",
        "-fdata-sections",
        "-Wall", "-Wextra", "-Werror", "-static", "-Wl,--gc-sections", "-Wl,--build-id=none", "-s",
    ]

    static func find() throws -> Compiler {
        let environment = ProcessInfo.processInfo.environment
        let names = environment["CC"].map { [$0] } ?? ["clang", "cc"]
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
        for name in names {
            let places = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
            if let path = places.first(where: { access($0, X_OK) == 0 }) { return Compiler(path: path) }
        }
        throw EmbedError(
            "no C compiler for the guest helper (\(names.joined(separator: ", ")) not found): "
                + "install the Debian package clang or gcc, or name one in CC")
    }

    /// What the compiler builds for, as `uname -m` names it.
    func architecture() throws -> String {
        let machine = try run(path, ["-dumpmachine"]).output
        let name = machine.prefix { $0 != "-" && $0 != "\n" }
        return name == "i486" || name == "i586" ? "i686" : String(name)
    }

    func version() throws -> String {
        try run(path, ["--version"]).output
    }

    /// Compiles and links the program, and returns it.
    func compile(_ files: [String], buildID: String, beside output: String) throws -> Data {
        let program = output + ".program"
        defer { unlink(program) }
        let result = try run(path, Self.flags + ["-DBUILD_ID=\"\(buildID)\"", "-o", program] + files)
        guard result.status == 0 else {
            // A compiler answers with the bare name when it has no such file.
            let library = try run(path, ["-print-file-name=libc.a"]).output
            let lacks = library == "libc.a\n" || result.output.contains("-lc")
            let remedy =
                lacks
                ? "\nthe C library to link statically (libc.a) is missing: install the Debian package libc6-dev" : ""
            throw EmbedError("\(path) could not build the guest helper:\n\(result.output)\(remedy)")
        }
        return try Data(contentsOf: URL(filePath: program))
    }
}
