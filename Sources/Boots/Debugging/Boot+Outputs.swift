import CLinux
import Glibc
import Host
import Machines

extension Boot {
    /// Refuses a place where no file can be written once the boot is over, before anything is started: a boot may take long,
    /// and what it was for should not be lost by a slip of the pen.
    func checkOutputs() throws(MachineError) {
        let recording = debugging.recordsOnlyFailures ? nil : debugging.recording
        for (word, path) in [
            ("--dump", debugging.dump), ("--pcap", debugging.packets), ("--record", recording),
            ("--kcov", debugging.kcov),
        ] {
            if let path { try Self.checkPlace(of: path.fromRoot, word) }
        }
    }

    private static func checkPlace(of path: String, _ word: String) throws(MachineError) {
        let directory = String(path[...(path.lastIndex(of: "/") ?? path.startIndex)])
        guard access(directory, W_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw MachineError(
                .invalidInput,
                "\(word) cannot write \(path): the directory \(directory): \(reason). Nothing was booted.")
        }
        if let status = FileSystem.statusFollowingLinks(path), status.st_mode & S_IFMT == S_IFDIR {
            throw MachineError(.invalidInput, "\(word) writes a file, and \(path) is a directory; name a file in it")
        }
    }
}
