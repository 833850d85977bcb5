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
