import Lifecycle
import Offload
import Synchronization

extension Machine {
    /// Looks at something again and again until it is as wanted, and returns what was seen then.
    ///
    /// The deadline is written for KVM and grows with the accelerator. A look that throws is followed by another one,
    /// unless the machine is off or its guest has failed.
    ///
    /// ```swift
    /// try await machine.waitUntil("the queue is empty", see: { try await machine.run("mailq").check().output }) {
    ///     $0.hasPrefix("Mail queue is empty")
    /// }
    /// ```
    ///
    /// - Throws: ``MachineError/Code/timedOut`` with what was seen last and the console's last lines.
    @discardableResult
    public func waitUntil<Value: Sendable>(
        _ what: String, within deadline: Duration = .seconds(30), every pause: Duration = .milliseconds(200),
        see look: @escaping @Sendable () async throws -> Value, _ holds: @escaping @Sendable (Value) -> Bool
    ) async throws(MachineError) -> Value {
        try await waitUntil(what, within: deadline, every: pause, clock: ContinuousClock(), see: look, holds)
    }

    /// Waits until something is so; see ``waitUntil(_:within:every:see:_:)``.
    public func waitUntil(
        _ what: String, within deadline: Duration = .seconds(30), every pause: Duration = .milliseconds(200),
        _ condition: @escaping @Sendable () async throws -> Bool
    ) async throws(MachineError) {
        try await waitUntil(what, within: deadline, every: pause, see: condition) { $0 }
    }

    package func waitUntil<Value: Sendable>(
        _ what: String, within deadline: Duration, every pause: Duration, clock: any Clock<Duration>,
        see look: @escaping @Sendable () async throws -> Value, _ holds: @escaping @Sendable (Value) -> Bool
    ) async throws(MachineError) -> Value {
        let limit = deadline * accelerator.deadlineScale
        let seen = Mutex("the first look took too long")
        do {
            return try await withDeadline(limit, clock: clock) {
                while true {
                    do {
                        let value = try await look()
                        if holds(value) { return value }
                        seen.withLock { $0 = "last seen: \(value)" }
                    } catch {
                        if Task.isCancelled || (error as? MachineError)?.isFinal == true { throw error }
                        seen.withLock { $0 = "the last look failed: \(error)" }
                    }
                    try await clock.sleep(for: pause)
                }
            }
        } catch is DeadlineExceeded {
            throw MachineError(
                .timedOut, "waited \(limit) until \(what); \(seen.withLock { $0 })", machine: name,
                consoleTail: await console.tail())
        } catch {
            var error = MachineError.wrapping(error, .timedOut, "it could not be looked at")
            error.message = "waited until \(what): \(error.message)"
            throw error
        }
    }
}

extension MachineError {
    /// Whether another look would find nothing else.
    fileprivate var isFinal: Bool {
        [.stopped, .guestFailed, .invalidInput, .unsupported, .hostNotReady, .daemonLost, .cancelled].contains(code)
    }
}
