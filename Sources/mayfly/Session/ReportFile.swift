import Glibc
import Mayfly
import Offload

/// A file that an option names for a report: opened before anything runs, so that a wrong path costs nothing.
struct ReportFile: Sendable {
    private let path: String
    private let descriptor: Descriptor

    /// What the file held is gone from here on: it must not pass for this run's.
    init(_ path: String) throws(MachineError) {
        do throws(SystemError) {
            descriptor = Descriptor(
                owning: try retrying("open") { open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) })
        } catch {
            throw MachineError(
                .invalidInput, "the report cannot be written to \(path): \(error.reason). Nothing was run.")
        }
        self.path = path
    }

    /// Says on stderr when it fails, and no more: how the command went is more than its report.
    @discardableResult
    func write(_ text: String) -> Bool {
        do throws(SystemError) {
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = try retrying("write") {
                    rest.withUnsafeBytes { Glibc.write(descriptor.raw, $0.baseAddress, $0.count) }
                }
                rest = rest.dropFirst(count)
            }
            return true
        } catch {
            Standard.note("warning: the report was not written to \(path): \(error.reason)")
            return false
        }
    }
}
