import CGuestfs
import CLinux
import Glibc
import Offload
import Synchronization

/// A libguestfs handle as cancellation sees it: from any thread, beside a call under way.
///
/// The handle stays open as long as this lives in its actor; `close()` comes last.
final class ApplianceHandle: Sendable {
    private struct State {
        var isOpen = true
        var isCancelled = false
        var emulator: Descriptor?
    }

    /// libguestfs says which of its functions may be called beside another: user_cancel is one.
    private struct Handle: @unchecked Sendable { let pointer: OpaquePointer }

    private let handle: Handle
    private let state = Mutex(State())

    init(_ pointer: OpaquePointer) { handle = Handle(pointer: pointer) }

    var pointer: OpaquePointer { handle.pointer }
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Its QEMU runs: from now on a cancellation ends that, because only transfers listen to user_cancel.
    func launched() {
        let pid = guestfs_get_pid(pointer)
        guard pid > 0 else { return }
        let number = mayfly_pidfd_open(pid)
        guard number >= 0 else { return }
        state.withLock { $0.emulator = Descriptor(owning: number) }
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            guard state.isOpen else { return }
            guestfs_user_cancel(pointer)
            if let emulator = state.emulator { _ = mayfly_pidfd_send_signal(emulator.raw, SIGKILL) }
        }
    }

    /// Ends the appliance; blocks for a moment. No call may be under way.
    func close() {
        let wasOpen = state.withLock { state in
            defer { state.isOpen = false }
            return state.isOpen
        }
        if wasOpen { guestfs_close(pointer) }
    }
}
