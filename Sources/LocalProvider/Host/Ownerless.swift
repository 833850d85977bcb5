import Host
import Offload

/// Machines that are ended by a process that does not own them.
enum Ownerless {
    /// Removes a kept machine's directory; one that has a living owner is left to it.
    static func remove(_ path: String, removeDisks: () throws -> Void) async {
        // Without a lease a sweeper is at work on it: nobody's either.
        let isKept = Lease.load(from: path).map { $0.expiry != nil } ?? true
        while let lock = lock(path) {
            switch lock {
            case .held(let lock):
                if lock.isLinked, (try? removeDisks()) != nil {
                    try? MachineDirectory.removeAttached(to: path)
                    try? FileSystem.remove(path)
                }
                return lock.release()
            case .taken:
                // Nobody owns a kept machine: it is a sweeper, which takes a look and goes.
                guard isKept, (try? await Task.sleep(for: .milliseconds(2))) != nil else { return }
            }
        }
    }

    private enum Attempt {
        case held(FileLock)
        case taken
    }

    private static func lock(_ path: String) -> Attempt? {
        do throws(SystemError) {
            return try FileLock.trying(existing: path).map(Attempt.held) ?? .taken
        } catch {
            // It is gone.
            return nil
        }
    }
}
