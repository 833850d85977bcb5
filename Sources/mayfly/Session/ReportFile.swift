import Glibc
import Host
import Mayfly
import Offload

/// A file that an option names for a report: tried before anything runs, so that a wrong path costs nothing, and there only
/// when it is whole.
struct ReportFile: Sendable {
    private enum Target: Sendable {
        /// A file of this path, which is made when there is something to write.
        case file(String)
        /// A pipe, a terminal or a device, or what cannot be made anew where it is.
        case open(Descriptor)
    }

    private let path: String
    private let target: Target

    /// What the file held is gone from here on: it must not pass for this run's.
    init(_ path: String) throws(MachineError) {
        do throws(SystemError) {
            let descriptor = Descriptor(
                owning: try retrying("open") { open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666) })
            if let place = Self.place(of: descriptor, path), unlink(place) == 0 {
                target = .file(place)
            } else {
                // Only what is a file has something to be taken off.
                ftruncate(descriptor.raw, 0)
                target = .open(descriptor)
            }
        } catch {
            throw MachineError(
                .invalidInput, "the report cannot be written to \(path): \(error.reason). Nothing was run.")
        }
        self.path = path
    }

    /// Where the file is, behind all links; nil when it is none. `/dev/stdout` may be one that others write to as well.
    private static func place(of descriptor: Descriptor, _ path: String) -> String? {
        var status = stat()
        guard fstat(descriptor.raw, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1,
            !path.hasPrefix("/dev/"), !path.hasPrefix("/proc/"), let real = realpath(path, nil)
        else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// Says on stderr when it fails, and no more: how the command went is more than its report.
    @discardableResult
    func write(_ text: String) -> Bool {
        do throws(SystemError) {
            let bytes = Array(text.utf8)
            switch target {
            case .file(let place): try FileSystem.write(bytes, to: place, mode: 0o666, synced: false)
            case .open(let descriptor): try Self.write(bytes, to: descriptor)
            }
            return true
        } catch {
            Standard.note("warning: the report was not written to \(path): \(error.reason)")
            return false
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Descriptor) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = try retrying("write") {
                rest.withUnsafeBytes { Glibc.write(descriptor.raw, $0.baseAddress, $0.count) }
            }
            rest = rest.dropFirst(count)
        }
    }
}
