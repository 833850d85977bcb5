import Boots
import Mayfly
import Synchronization
import Terminal

/// What `mayfly boot --shell-on-failure` does with a machine that stands when its boot has failed: whoever sits at this
/// terminal has its console, until he leaves it or the machine is off.
final class FailureShell: Sendable {
    private let isOpen = Mutex(false)
    /// Whether the guest waits at its console with a shell.
    private let hasShell: Bool

    init(for boot: Boot) {
        if case .recipe(let source) = boot.userspace { hasShell = source.consoleShell } else { hasShell = false }
    }

    /// Whether this shows the console, which nobody else shall do then.
    var isShown: Bool { isOpen.withLock { $0 } }

    func open(on machine: Machine) async throws {
        if case .stopped(let reason) = await machine.state {
            return Standard.note("the machine is off (\(reason)); there is nothing to look at")
        }
        let terminal = try await machine.terminal()
        let enter = hasShell ? " (Enter gives a shell, where the kernel still runs)" : ""
        Standard.note("the machine stands, and this is its console\(enter); ^] ends it")
        if let socket = machine.debuggerSocket { Standard.note("gdb attaches by: target remote \(socket)") }
        isOpen.withLock { $0 = true }
        defer { isOpen.withLock { $0 = false } }
        if Standard.inputIsTerminal {
            try await withRawTerminal { try await relay(terminal) }
        } else {
            try await relay(terminal)
        }
    }

    /// Until the keys are over, or the console is.
    private func relay(_ terminal: any GuestConnection) async throws {
        let input = Task {
            var keys = EscapeRecogniser()
            while true {
                let bytes = await Standard.read()
                if bytes.isEmpty { break }
                let (pass, isEscape) = keys.feed(bytes)
                try await terminal.write(pass)
                if isEscape { break }
            }
            await terminal.close()
        }
        defer { input.cancel() }
        while true {
            guard let bytes = try? await terminal.read(), !bytes.isEmpty else { return }
            guard await Standard.output.write(bytes) else { return }
        }
    }
}
