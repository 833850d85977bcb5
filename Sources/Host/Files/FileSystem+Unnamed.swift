import CLinux
import Glibc
package import Offload

extension FileSystem {
    /// A file without a name, for what is too long for a pipe; it is gone with its last descriptor, however we end.
    package static func unnamed(_ bytes: [UInt8] = []) throws(SystemError) -> Descriptor {
        let directory = ProcessEnvironment.current["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var name = Array("\(directory)/mayfly-XXXXXX".utf8CString)
        let file = Descriptor(owning: try retrying("mkostemp", directory) { mayfly_temporary_file(&name) })
        unlink(name)
        try write(bytes, to: file, directory)
        try retrying("lseek", directory) { lseek(file.raw, 0, SEEK_SET) }
        return file
    }

    /// All that is in an open file, wherever it was read or written last.
    package static func read(whole file: Descriptor) throws(SystemError) -> [UInt8] {
        try retrying("lseek", "a file") { lseek(file.raw, 0, SEEK_SET) }
        return try read(file, "a file")
    }
}
