import CLinux
import Glibc
import Host
import Machines
import Offload
import Synchronization

/// Reads a console's log file as QEMU writes it. QEMU holds the file open, so nothing is lost before we begin.
///
/// What has been read is given back to the disk but for its end, so that a guest cannot fill it.
final class ConsoleFollower: Sendable {
    /// How much of the log stays on disk, in bytes.
    private static let kept: off_t = 16 << 20

    private let file: Descriptor
    private let changes: FileWatch
    private let progress = Mutex(Progress())

    private struct Progress {
        /// How much of the log the console has, in bytes.
        var fed: off_t = 0
        var isOver = false
        var waiters: [(size: off_t, continuation: CheckedContinuation<Void, Never>)] = []

        /// Takes out those who need not wait any longer.
        mutating func satisfied() -> [CheckedContinuation<Void, Never>] {
            let isSatisfied = { [fed, isOver] (size: off_t) in isOver || size <= fed }
            defer { waiters.removeAll { isSatisfied($0.size) } }
            return waiters.filter { isSatisfied($0.size) }.map(\.continuation)
        }
    }

    init(_ path: String) throws(SystemError) {
        // Watched before the first read: what comes between the two is not missed.
        changes = try FileWatch([(path, IN_MODIFY)])
        file = Descriptor(owning: try retrying("open", path) { open(path, O_RDWR | O_CLOEXEC) })
    }

    /// Feeds the console until the task is cancelled.
    func follow(into console: Console) async {
        defer { advance { $0.isOver = true } }
        while true {
            await drain(into: console)
            do { try await changes.next() } catch { return }
        }
    }

    /// Feeds the console with what there is by now.
    func drain(into console: Console) async {
        while true {
            let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, filled in
                filled = max(0, read(file.raw, buffer.baseAddress, buffer.count))
            }
            if bytes.isEmpty { return }
            await console.feed(bytes)
            advance { $0.fed += off_t(bytes.count) }
            let position = lseek(file.raw, 0, SEEK_CUR)
            if position > Self.kept && position % Self.kept < off_t(bytes.count) {
                _ = mayfly_give_back(file.raw, position - Self.kept)
            }
        }
    }

    /// Returns when the console has what QEMU has written by now, or when nobody follows any more.
    func catchUp() async {
        var status = stat()
        guard fstat(file.raw, &status) == 0 else { return }
        await withCheckedContinuation { continuation in
            advance { $0.waiters.append((status.st_size, continuation)) }
        }
    }

    private func advance(_ change: (inout Progress) -> Void) {
        let done = progress.withLock { progress in
            change(&progress)
            return progress.satisfied()
        }
        for continuation in done { continuation.resume() }
    }
}
