import Glibc
import Mayfly
import Terminal

/// The files that `mayfly boot` writes: none of them may be another one, or what the boot is made of.
struct BootOutputs {
    /// Options and the paths that were given for them.
    private let written: [(word: String, path: String)]
    private let read: [(word: String, path: String)]

    init(_ invocation: Invocation) {
        func named(_ options: [(String, String?)]) -> [(word: String, path: String)] {
            options.compactMap { word, path in path.map { (word, $0) } }
        }
        written = named([
            ("--junit", invocation[BootCommand.junit]), ("--manifest", invocation[BootManifestOptions.manifest]),
            ("--dump", invocation[DebuggingOptions.dump]), ("--pcap", invocation[DebuggingOptions.pcap]),
            ("--coverage", invocation[DebuggingOptions.coverage]), ("--kcov", invocation[DebuggingOptions.kcov]),
            ("--record", invocation[RecordingOptions.record]),
        ])
        read = named([
            ("--from", invocation[BootManifestOptions.from]), ("--kernel", invocation[BootOptions.kernel]),
            ("--initrd", invocation[BootOptions.initrd]), ("--vmlinux", invocation[BootOptions.symbols]),
        ])
    }

    func check() throws(MachineError) {
        for (word, path) in written where Self.late.contains(word) { try Self.checkPlace(of: path, word) }
        for (index, output) in written.enumerated() {
            guard let place = Self.place(output.path) else { continue }
            if let other = written[..<index].first(where: { Self.place($0.path) == place }) {
                throw MachineError(
                    .invalidInput,
                    "\(other.word) and \(output.word) would both write \(output.path); name two files")
            }
            if let input = read.first(where: { Self.place($0.path) == place }) {
                throw MachineError(
                    .invalidInput,
                    "\(output.word) would write over \(output.path), which \(input.word) reads; name another file")
            }
        }
    }

    /// What is written behind the boot, into a directory that has to be there.
    private static let late: Set = ["--dump", "--pcap", "--record"]

    /// A boot may take long, and what it was for should not be lost by a slip of the pen.
    private static func checkPlace(of path: String, _ word: String) throws(MachineError) {
        let path = HostFile.absolute(path)
        let directory = String(path[...(path.lastIndex(of: "/") ?? path.startIndex)])
        guard access(directory, W_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw MachineError(
                .invalidInput,
                "\(word) cannot write \(path): the directory \(directory): \(reason). Nothing was booted.")
        }
        var status = stat()
        guard stat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else {
            throw MachineError(.invalidInput, "\(word) writes a file, and \(path) is a directory; name a file in it")
        }
    }

    /// The path without links, of a file that is there or will be in a directory that is; nil of what is written by more than
    /// one without harm, such as /dev/stderr.
    private static func place(_ path: String) -> String? {
        if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return nil }
        if let real = realpath(path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        let path = HostFile.absolute(path)
        guard let slash = path.lastIndex(of: "/"), let real = realpath(String(path[...slash]), nil) else { return nil }
        defer { free(real) }
        return String(cString: real) + path[slash...]
    }
}
